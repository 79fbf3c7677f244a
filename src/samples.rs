/// Makes a provider's samples: a constant for each body, and the slices `ALL` and `VARIANTS`. The files
/// are named without `.json`.
macro_rules! samples {
    (
        $provider:literal:
        ALL { $( $event:ident = $event_file:literal; )+ }
        VARIANTS { $( $(#[$doc:meta])+ $variant:ident = $variant_file:literal; )+ }
    ) => {
        $(
            #[doc = concat!("A body of `", $event_file, "`.")]
            pub const $event: &str = include_str!(
                concat!("../../tests/payloads/", $provider, "/", $event_file, ".json")
            );
        )+

        $(
            $(#[$doc])+
            pub const $variant: &str = include_str!(
                concat!("../../tests/payloads/", $provider, "/", $variant_file, ".json")
            );
        )+

        /// A body of every event, in the order of [`Event::NAMES`](super::Event::NAMES).
        pub const ALL: &[&str] = &[$($event),+];

        /// Bodies that lead a handler into a different branch than those of [`ALL`] do: failures, what
        /// is missing or null, and last an [event that this version does not know](UNKNOWN_EVENT).
        pub const VARIANTS: &[&str] = &[$($variant),+];
    };
}
pub(crate) use samples;
