use crate::verify::VerifyError;

/// Who sent a delivery, as far as a [`Proof`](super::Proof) authenticated it.
///
/// ```
/// use bot_webhooks::receive::Sender;
///
/// let sender = Sender::new().with_tenant("acme").with_signed_body();
/// assert_eq!(sender.tenant(), Some("acme"));
/// assert!(sender.is_body_signed());
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sender {
    tenant: Option<Box<str>>,
    is_body_signed: bool,
}

impl Sender {
    /// A sender without a tenant, whose delivery is not signed.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the tenant.
    #[must_use]
    pub fn with_tenant(self, tenant: impl Into<Box<str>>) -> Self {
        let tenant = Some(tenant.into());
        Self { tenant, ..self }
    }

    /// Says that the delivery's id and body are signed: nobody else can have chosen or changed them.
    /// Only then does the id identify the delivery.
    #[must_use]
    pub fn with_signed_body(self) -> Self {
        Self {
            is_body_signed: true,
            ..self
        }
    }

    /// The tenant; `None` if no check found one.
    #[must_use]
    pub fn tenant(&self) -> Option<&str> {
        self.tenant.as_deref()
    }

    /// Whether the delivery's id and body are signed.
    #[must_use]
    pub fn is_body_signed(&self) -> bool {
        self.is_body_signed
    }

    /// Combines what two checks of one request found.
    ///
    /// # Errors
    ///
    /// If they found different tenants.
    pub fn and(self, other: Self) -> Result<Self, VerifyError> {
        if self.tenant.is_some() && other.tenant.is_some() && self.tenant != other.tenant {
            return Err(VerifyError::ConflictingTenants);
        }
        Ok(Self {
            tenant: self.tenant.or(other.tenant),
            is_body_signed: self.is_body_signed || other.is_body_signed,
        })
    }
}
