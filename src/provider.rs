use std::fmt;
use std::str::FromStr;

use crate::detect::{Likeness, TopLevel};

/// Passes the providers, one row each, to the macro with the given name.
macro_rules! providers {
    ($make:ident) => {
        $make! {
            /// Exotel `VoiceBot`: [`exotel`](crate::exotel).
            Exotel => exotel;
            /// `PailFlow`: [`pailflow`](crate::pailflow).
            PailFlow => pailflow;
            /// Recall.ai: [`recall`](crate::recall).
            Recall => recall;
            /// Synthflow: [`synthflow`](crate::synthflow).
            Synthflow => synthflow;
        }
    };
}
pub(crate) use providers;

macro_rules! provider_enum {
    ($( $(#[$doc:meta])* $provider:ident => $module:ident; )+) => {
        /// A vendor whose webhooks this crate reads.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Provider {
            $( $(#[$doc])* $provider, )+
        }

        impl Provider {
            /// Every provider, in alphabetical order.
            pub const ALL: &'static [Self] = &[$(Self::$provider),+];

            /// Returns the provider's name in lowercase, as in its module: `recall`.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self {
                    $( Self::$provider => stringify!($module), )+
                }
            }

            /// How closely a body resembles this provider's.
            pub(crate) fn likeness(self, top: &TopLevel<'_>) -> Option<Likeness> {
                match self {
                    $( Self::$provider => crate::$module::likeness(top), )+
                }
            }
        }
    };
}
providers!(provider_enum);

impl fmt::Display for Provider {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// The error for a string that does not name a [`Provider`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no such provider; there are {}", names())]
#[non_exhaustive]
pub struct ParseProviderError;

fn names() -> String {
    let names: Vec<_> = Provider::ALL.iter().map(|known| known.as_str()).collect();
    names.join(", ")
}

impl FromStr for Provider {
    type Err = ParseProviderError;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        let named = |provider: &&Self| provider.as_str() == name;
        Self::ALL
            .iter()
            .find(named)
            .copied()
            .ok_or(ParseProviderError)
    }
}
