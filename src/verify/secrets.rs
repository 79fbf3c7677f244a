use std::iter;

/// One secret, or several of which any is valid.
///
/// Implemented for strings, and for arrays, slices and `Vec`s of strings; collect an iterator into
/// a `Vec`. Give several while a secret is being rotated.
///
/// ```
/// use bot_webhooks::verify::StandardWebhooks;
///
/// let one = StandardWebhooks::new("whsec_plJ3nmyCDGBKInavdOK15jsl")?;
/// let old_and_new = StandardWebhooks::new([
///     "whsec_plJ3nmyCDGBKInavdOK15jsl",
///     "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
/// ])?;
/// # Ok::<(), bot_webhooks::verify::SecretError>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is neither a secret nor an array, slice or `Vec` of secrets",
    label = "expected `&str`, `String`, or several of them",
    note = "collect an iterator into a `Vec`"
)]
pub trait IntoSecrets: sealed::Secrets {}

impl<S: sealed::Secrets> IntoSecrets for S {}

mod sealed {
    pub trait Secrets {
        fn into_secrets(self) -> impl Iterator<Item = impl AsRef<str>>;
    }
}

impl sealed::Secrets for &str {
    fn into_secrets(self) -> impl Iterator<Item = impl AsRef<str>> {
        iter::once(self)
    }
}

impl sealed::Secrets for String {
    fn into_secrets(self) -> impl Iterator<Item = impl AsRef<str>> {
        iter::once(self)
    }
}

impl sealed::Secrets for &String {
    fn into_secrets(self) -> impl Iterator<Item = impl AsRef<str>> {
        iter::once(self)
    }
}

macro_rules! several {
    ($([$($generics:tt)*] $several:ty;)+) => {
        $(
            impl<S: AsRef<str>, $($generics)*> sealed::Secrets for $several {
                fn into_secrets(self) -> impl Iterator<Item = impl AsRef<str>> {
                    self.into_iter()
                }
            }
        )+
    };
}

several! {
    [const N: usize] [S; N];
    [const N: usize] &[S; N];
    [] &[S];
    [] Vec<S>;
    [] &Vec<S>;
}
