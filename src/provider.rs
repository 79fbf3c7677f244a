use crate::detect::{Likeness, TopLevel};
use crate::named_enum::named_enum;

/// The providers, a row each, passed to the macro of the given name: variant, module, feature and
/// name.
macro_rules! providers {
    ($make:ident) => {
        $make! {
            /// Exotel `VoiceBot`: [`exotel`](crate::exotel).
            Exotel => exotel, "exotel";
            /// `PailFlow`: [`pailflow`](crate::pailflow).
            PailFlow => pailflow, "pailflow";
            /// Recall.ai: [`recall`](crate::recall).
            Recall => recall, "recall";
            /// Synthflow: [`synthflow`](crate::synthflow).
            Synthflow => synthflow, "synthflow";
        }
    };
}
pub(crate) use providers;

macro_rules! provider_enum {
    ($( $(#[$doc:meta])* $provider:ident => $module:ident, $name:literal; )+) => {
        named_enum! {
            /// A vendor whose webhooks this crate reads. All four are always here; only reading a vendor's
            /// events needs its feature. So a worker that is built for one vendor can recognize the
            /// deliveries of the others and leave them in the queue.
            #[non_exhaustive]
            pub enum Provider {
                $( $(#[$doc])* $provider = $name, )+
            }
        }

        impl Provider {
            /// How closely a body resembles one of this provider's.
            pub(crate) fn likeness(self, top: &TopLevel<'_>) -> Option<Likeness> {
                let _ = top;
                match self {
                    $( #[cfg(feature = $name)] Self::$provider => crate::$module::likeness(top), )+
                    #[allow(unreachable_patterns, reason = "all providers' features")]
                    _ => None,
                }
            }
        }
    };
}
providers!(provider_enum);
