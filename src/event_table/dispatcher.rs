/// The dispatcher of [`events!`]: the trait, and its implementations for what points to one.
macro_rules! dispatcher {
    (@answer) => { () };
    (@answer $answer:ty) => { $answer };
    (@through $pointer:ty: $( $name:literal => $variant:ident($payload:ty), $method:ident $(-> $answer:ty)?; )+) => {
        impl<D: Dispatcher + ?Sized> Dispatcher for $pointer {
            type Error = D::Error;

            $(
                async fn $method(
                    &self,
                    payload: Box<$payload>,
                    delivery: &$crate::Delivery<'_>,
                ) -> Result<$crate::event_table::dispatcher!(@answer $($answer)?), D::Error> {
                    (**self).$method(payload, delivery).await
                }
            )+

            async fn on_event(
                &self,
                event: Event,
                delivery: &$crate::Delivery<'_>,
            ) -> Result<(), D::Error> {
                (**self).on_event(event, delivery).await
            }

            async fn on_malformed(
                &self,
                error: &$crate::ParseError,
                delivery: &$crate::Delivery<'_>,
            ) -> Result<$crate::OnMalformed, D::Error> {
                (**self).on_malformed(error, delivery).await
            }
        }
    };
    ($( $name:literal => $variant:ident($payload:ty), $method:ident $(-> $answer:ty)?; )+) => {
        /// What is done with the events: a method for each, all of them optional.
        ///
        /// Override the methods of the events you care about, or only
        /// [`on_event`](Self::on_event), where all others and the unknown ones arrive.
        pub trait Dispatcher: Send + Sync {
            /// What a method fails with; the vendor is then asked to deliver again.
            type Error: Send;

            $(
                #[doc = concat!("Takes `", $name, "`; unless overridden, passes it to [`on_event`](Self::on_event).")]
                ///
                /// # Errors
                ///
                /// Whatever the implementation fails with.
                fn $method(
                    &self,
                    payload: Box<$payload>,
                    delivery: &$crate::Delivery<'_>,
                ) -> impl Future<
                    Output = Result<$crate::event_table::dispatcher!(@answer $($answer)?), Self::Error>,
                > + Send {
                    async move {
                        self.on_event(Event::$variant(payload), delivery).await?;
                        Ok(Default::default())
                    }
                }
            )+

            /// Takes every event whose own method is not overridden, and every unknown one;
            /// unless overridden, accepts it and does nothing.
            ///
            /// # Errors
            ///
            /// Whatever the implementation fails with.
            fn on_event(
                &self,
                event: Event,
                delivery: &$crate::Delivery<'_>,
            ) -> impl Future<Output = Result<(), Self::Error>> + Send {
                let _ = (event, delivery);
                async { Ok(()) }
            }

            /// Takes a delivery whose body could not be read; unless overridden, refuses it.
            ///
            /// # Errors
            ///
            /// Whatever the implementation fails with.
            fn on_malformed(
                &self,
                error: &$crate::ParseError,
                delivery: &$crate::Delivery<'_>,
            ) -> impl Future<Output = Result<$crate::OnMalformed, Self::Error>> + Send {
                let _ = (error, delivery);
                async { Ok($crate::OnMalformed::Refuse) }
            }
        }

        $crate::event_table::dispatcher!(@through &D: $( $name => $variant($payload), $method $(-> $answer)?; )+);
        $crate::event_table::dispatcher!(@through std::sync::Arc<D>: $( $name => $variant($payload), $method $(-> $answer)?; )+);
    };
}
pub(crate) use dispatcher;
