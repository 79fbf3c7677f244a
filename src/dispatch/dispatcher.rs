/// The dispatcher of [`events!`](crate::event_table::events): a trait with a method for each row, and
/// what makes dispatchers of pointers, closures and other dispatchers.
///
/// A row `"bot.done" => BotDone(StatusChange), on_bot_done;` becomes a provided method
/// `on_bot_done(&self, StatusChange, &Delivery)`, whose default passes the event to `on_event`, and an
/// arm of `dispatch`.
macro_rules! dispatcher {
    (@answer) => { () };
    (@answer $answer:ty) => { $answer };
    ($reply:ty: $( $name:literal => $variant:ident($payload:ty), $method:ident $(-> $answer:ty)?; )+) => {
        /// Handles the events: a method for each, all of them optional.
        ///
        /// Override the methods of the events you care about, or only
        /// [`on_event`](Self::on_event), to which all others and the unknown ones go. To wrap a
        /// dispatcher, override [`dispatch`](Self::dispatch) and
        /// [`on_malformed`](Self::on_malformed): that is all that an endpoint calls.
        ///
        /// Write the methods as `async fn`s, without `#[async_trait]`: with it, the compiler reports E0195,
        /// lifetimes that do not match the trait.
        #[diagnostic::on_unimplemented(
            message = "`{Self}` is not a `Dispatcher`",
            note = "implement `Dispatcher` for it; its `type Error` has to convert into \
                    `Box<dyn Error + Send + Sync>`"
        )]
        pub trait Dispatcher: Send + Sync {
            /// What a method fails with. The error is reported, and the vendor is asked to redeliver
            /// unless it is a [`Failure`](crate::Failure) that says otherwise.
            type Error: Into<$crate::BoxError> + Send;

            $(
                #[doc = concat!("Handles `", $name, "`. By default, passes it to [`on_event`](Self::on_event).")]
                ///
                /// # Errors
                ///
                /// If the implementation fails.
                fn $method(
                    &self,
                    payload: $payload,
                    delivery: &$crate::Delivery<'_>,
                ) -> impl Future<
                    Output = Result<$crate::dispatch::dispatcher!(@answer $($answer)?), Self::Error>,
                > + Send {
                    async move {
                        self.on_event(Event::$variant(Box::new(payload)), delivery).await?;
                        Ok(Default::default())
                    }
                }
            )+

            /// Handles every event whose own method is not overridden, and every unknown one. By
            /// default, accepts it and does nothing.
            ///
            /// # Errors
            ///
            /// If the implementation fails.
            fn on_event(
                &self,
                event: Event,
                delivery: &$crate::Delivery<'_>,
            ) -> impl Future<Output = Result<(), Self::Error>> + Send {
                let _ = (event, delivery);
                async { Ok(()) }
            }

            /// Handles a delivery whose body could not be parsed. By default, refuses it.
            ///
            /// # Errors
            ///
            /// If the implementation fails.
            fn on_malformed(
                &self,
                error: &$crate::ParseError,
                delivery: &$crate::Delivery<'_>,
            ) -> impl Future<Output = Result<$crate::OnMalformed, Self::Error>> + Send {
                let _ = (error, delivery);
                async { Ok($crate::OnMalformed::Refuse) }
            }

            /// Calls the event's method, and returns the reply that the vendor reads.
            ///
            /// Override it to wrap all events at once: metrics, retries, a second dispatcher.
            ///
            /// # Errors
            ///
            /// If the method fails.
            fn dispatch(
                &self,
                event: Event,
                delivery: &$crate::Delivery<'_>,
            ) -> impl Future<Output = Result<$reply, Self::Error>> + Send {
                async move {
                    match event {
                        $(
                            Event::$variant(payload) => {
                                self.$method(*payload, delivery).await.map(Into::into)
                            }
                        )+
                        unknown @ Event::Unknown(_) => {
                            self.on_event(unknown, delivery).await.map(|()| Default::default())
                        }
                    }
                }
            }

            /// Shows every event to an observer first. This dispatcher alone answers, so the
            /// observer cannot fail.
            fn inspect<O>(self, observer: O) -> $crate::Inspect<Self, O>
            where
                Self: Sized,
                O: Dispatcher<Error = std::convert::Infallible>,
            {
                $crate::Inspect::new(self, observer)
            }
        }

        $crate::dispatch::dispatcher!(@pointer &D, $reply: $( $variant($payload), $method $(-> $answer)?; )+);
        $crate::dispatch::dispatcher!(@pointer Box<D>, $reply: $( $variant($payload), $method $(-> $answer)?; )+);
        $crate::dispatch::dispatcher!(@pointer std::sync::Arc<D>, $reply: $( $variant($payload), $method $(-> $answer)?; )+);

        /// Without a dispatcher, every event is accepted.
        impl<D: Dispatcher> Dispatcher for Option<D> {
            type Error = D::Error;

            $crate::dispatch::dispatcher!(@by_dispatch D::Error: $( $variant($payload), $method $(-> $answer)?; )+);

            async fn on_malformed(
                &self,
                error: &$crate::ParseError,
                delivery: &$crate::Delivery<'_>,
            ) -> Result<$crate::OnMalformed, D::Error> {
                match self {
                    Some(dispatcher) => dispatcher.on_malformed(error, delivery).await,
                    None => Ok($crate::OnMalformed::Refuse),
                }
            }

            async fn dispatch(
                &self,
                event: Event,
                delivery: &$crate::Delivery<'_>,
            ) -> Result<$reply, D::Error> {
                match self {
                    Some(dispatcher) => dispatcher.dispatch(event, delivery).await,
                    None => Ok(Default::default()),
                }
            }
        }

        impl<D, O> Dispatcher for $crate::Inspect<D, O>
        where
            D: Dispatcher,
            O: Dispatcher<Error = std::convert::Infallible>,
        {
            type Error = D::Error;

            $crate::dispatch::dispatcher!(@by_dispatch D::Error: $( $variant($payload), $method $(-> $answer)?; )+);

            async fn on_malformed(
                &self,
                error: &$crate::ParseError,
                delivery: &$crate::Delivery<'_>,
            ) -> Result<$crate::OnMalformed, D::Error> {
                let Ok(_) = self.observer.on_malformed(error, delivery).await;
                self.dispatcher.on_malformed(error, delivery).await
            }

            async fn dispatch(
                &self,
                event: Event,
                delivery: &$crate::Delivery<'_>,
            ) -> Result<$reply, D::Error> {
                let Ok(_) = self.observer.dispatch(event.clone(), delivery).await;
                self.dispatcher.dispatch(event, delivery).await
            }
        }

        /// Makes a dispatcher from a closure that takes every event with an owned delivery.
        ///
        /// The closure returns the reply that the vendor reads, or `()`. Write the types of its arguments,
        /// and of its error:
        ///
        /// ```
        /// # use bot_webhooks::recall::{Event, from_fn};
        /// use bot_webhooks::OwnedDelivery;
        ///
        /// let dispatcher = from_fn(|event: Event, delivery: OwnedDelivery| async move {
        ///     println!("{} {:?}", event.name(), delivery.id());
        ///     Ok::<(), std::io::Error>(())
        /// });
        /// ```
        pub fn from_fn<F, R, A, X>(function: F) -> $crate::FromFn<F>
        where
            F: Fn(Event, $crate::OwnedDelivery) -> R + Send + Sync,
            R: Future<Output = Result<A, X>> + Send,
            A: Into<$reply>,
            X: Into<$crate::BoxError> + Send,
        {
            $crate::FromFn(function)
        }

        impl<F, R, A, X> Dispatcher for $crate::FromFn<F>
        where
            F: Fn(Event, $crate::OwnedDelivery) -> R + Send + Sync,
            R: Future<Output = Result<A, X>> + Send,
            A: Into<$reply>,
            X: Into<$crate::BoxError> + Send,
        {
            type Error = X;

            $crate::dispatch::dispatcher!(@by_dispatch X: $( $variant($payload), $method $(-> $answer)?; )+);

            async fn dispatch(
                &self,
                event: Event,
                delivery: &$crate::Delivery<'_>,
            ) -> Result<$reply, X> {
                (self.0)(event, delivery.into_owned()).await.map(Into::into)
            }
        }

        /// A dispatcher as a trait object: what an endpoint, or a list of dispatchers, can hold.
        pub type DynDispatcher = dyn $crate::Handler<Event>;

        impl<D: Dispatcher> $crate::Handler<Event> for D {
            fn handle<'a>(
                &'a self,
                event: Event,
                delivery: &'a $crate::Delivery<'_>,
            ) -> $crate::dispatch::BoxFuture<'a, Result<$reply, $crate::BoxError>> {
                Box::pin(async move { self.dispatch(event, delivery).await.map_err(Into::into) })
            }

            fn handle_malformed<'a>(
                &'a self,
                error: &'a $crate::ParseError,
                delivery: &'a $crate::Delivery<'_>,
            ) -> $crate::dispatch::BoxFuture<'a, Result<$crate::OnMalformed, $crate::BoxError>> {
                Box::pin(async move { self.on_malformed(error, delivery).await.map_err(Into::into) })
            }
        }

        impl Dispatcher for dyn $crate::Handler<Event> + '_ {
            type Error = $crate::BoxError;

            $crate::dispatch::dispatcher!(@by_dispatch $crate::BoxError: $( $variant($payload), $method $(-> $answer)?; )+);

            async fn on_malformed(
                &self,
                error: &$crate::ParseError,
                delivery: &$crate::Delivery<'_>,
            ) -> Result<$crate::OnMalformed, $crate::BoxError> {
                self.handle_malformed(error, delivery).await
            }

            async fn dispatch(
                &self,
                event: Event,
                delivery: &$crate::Delivery<'_>,
            ) -> Result<$reply, $crate::BoxError> {
                self.handle(event, delivery).await
            }
        }
    };
    // All methods by `dispatch`: one that was not overridden calls `on_event`. Of a reply that is to a
    // different event, nothing is left.
    (@by_dispatch $error:ty: $( $variant:ident($payload:ty), $method:ident $(-> $answer:ty)?; )+) => {
        $( $(
            async fn $method(
                &self,
                payload: $payload,
                delivery: &$crate::Delivery<'_>,
            ) -> Result<$answer, $error> {
                let reply = self.dispatch(Event::$variant(Box::new(payload)), delivery).await?;
                Ok(reply.try_into().unwrap_or_default())
            }
        )? )+

        async fn on_event(
            &self,
            event: Event,
            delivery: &$crate::Delivery<'_>,
        ) -> Result<(), $error> {
            self.dispatch(event, delivery).await.map(drop)
        }
    };
    (@pointer $pointer:ty, $reply:ty: $( $variant:ident($payload:ty), $method:ident $(-> $answer:ty)?; )+) => {
        impl<D: Dispatcher + ?Sized> Dispatcher for $pointer {
            type Error = D::Error;

            $crate::dispatch::dispatcher!(@by_dispatch D::Error: $( $variant($payload), $method $(-> $answer)?; )+);

            fn on_malformed(
                &self,
                error: &$crate::ParseError,
                delivery: &$crate::Delivery<'_>,
            ) -> impl Future<Output = Result<$crate::OnMalformed, D::Error>> + Send {
                (**self).on_malformed(error, delivery)
            }

            fn dispatch(
                &self,
                event: Event,
                delivery: &$crate::Delivery<'_>,
            ) -> impl Future<Output = Result<$reply, D::Error>> + Send {
                (**self).dispatch(event, delivery)
            }
        }
    };
}
pub(crate) use dispatcher;
