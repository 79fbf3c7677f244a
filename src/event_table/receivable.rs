/// What an endpoint needs of the events of [`events!`](super::events).
macro_rules! receivable {
    ($provider:ident, $reply:ty: $( $name:literal => $variant:ident, )+) => {
        impl $crate::receive::Receivable for Event {
            const PROVIDER: $crate::Provider = $crate::Provider::$provider;

            fn parse(body: &[u8]) -> Result<Self, $crate::ParseError> {
                Self::from_slice(body)
            }

            fn known_name(&self) -> Option<&'static str> {
                match self {
                    $( Self::$variant(_) => Some($name), )+
                    Self::Unknown(_) => None,
                }
            }

            fn count_drift(&self) -> usize {
                self.drift().len()
            }
        }

        impl<D: Dispatcher> $crate::receive::Receiver<Event> for D {
            type Error = D::Error;

            async fn receive(
                &self,
                event: Event,
                delivery: &$crate::Delivery<'_>,
            ) -> Result<$reply, D::Error> {
                event.dispatch(self, delivery).await
            }

            async fn receive_malformed(
                &self,
                error: &$crate::ParseError,
                delivery: &$crate::Delivery<'_>,
            ) -> Result<$crate::OnMalformed, D::Error> {
                self.on_malformed(error, delivery).await
            }
        }

        /// What stands at the URL that the vendor posts to.
        pub type Endpoint<D> = $crate::receive::Endpoint<Event, D>;
    };
}
pub(crate) use receivable;
