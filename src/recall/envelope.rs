/// Makes the two outer levels of an event's body, which differ only in what `data.data` is and which
/// resources are beside it:
///
/// ```text
/// envelope! {
///     /// What a participant did.
///     pub struct ParticipantEvent(ParticipantEventData) {
///         /// What was done.
///         data: ParticipantAction, action;
///         /// The meeting's list of participant events.
///         participant_events;
///     }
/// }
/// ```
///
/// becomes the payload `ParticipantEvent { data: Option<ParticipantEventData> }`, the payload
/// `ParticipantEventData { data: Option<ParticipantAction>, participant_events: Option<Reference> }`,
/// and the methods `action()` and `participant_events()` of `ParticipantEvent`, which walk the levels.
macro_rules! envelope {
    (
        $(#[$doc:meta])*
        pub struct $name:ident($data:ident) {
            $(#[$content_doc:meta])*
            data: $content:ident, $accessor:ident;
            $( $(#[$reference_doc:meta])* $reference:ident $(| $other:ident)?; )+
        }
    ) => {
        $crate::open::payload! {
            $(#[$doc])*
            pub struct $name lenient {
                /// The content, and the resources that it is about.
                pub data: Option<$data>,
            }
        }

        $crate::open::payload! {
            #[doc = concat!("What [`", stringify!($name), "`] is about: `data`.")]
            pub struct $data lenient {
                $(#[$content_doc])*
                pub data: Option<$content>,
                $( $(#[$reference_doc])* pub $reference: Option<$crate::recall::Reference> $(| $other)?, )+
            }
        }

        impl $name {
            $(#[$content_doc])*
            #[must_use]
            pub fn $accessor(&self) -> Option<&$content> {
                self.data.as_ref()?.data.as_ref()
            }

            $(
                $(#[$reference_doc])*
                #[must_use]
                pub fn $reference(&self) -> Option<&$crate::recall::Reference> {
                    self.data.as_ref()?.$reference.as_ref()
                }
            )+
        }
    };
}
pub(crate) use envelope;
