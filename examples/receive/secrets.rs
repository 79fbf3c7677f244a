use bot_webhooks::synthflow::{CallIdSignature, TokenAndSignature};
use bot_webhooks::verify::{SecretError, StandardWebhooks, UrlToken};

/// How each vendor authenticates.
pub(crate) struct Secrets {
    pub(crate) recall: StandardWebhooks,
    pub(crate) exotel: UrlToken,
    pub(crate) synthflow: TokenAndSignature,
    pub(crate) pailflow: UrlToken,
}

impl Secrets {
    /// Takes the secrets under their names in the environment, or says what is wrong with one.
    pub(crate) fn new(text: impl Fn(&str) -> Option<String>) -> Result<Self, String> {
        let token = |name| read(name, text(name), |texts| UrlToken::in_query("token", texts));
        let name = "RECALL_SECRET";
        let recall = read(name, text(name), |texts| StandardWebhooks::new(texts))?;
        let name = "SYNTHFLOW_SECRET";
        let signature = read(name, text(name), |texts| CallIdSignature::new(texts))?;
        Ok(Self {
            recall,
            exotel: token("EXOTEL_TOKEN")?,
            synthflow: TokenAndSignature::new(token("SYNTHFLOW_TOKEN")?, signature),
            pailflow: token("PAILFLOW_TOKEN")?,
        })
    }
}

fn read<T>(
    name: &str,
    text: Option<String>,
    new: impl FnOnce(Vec<&str>) -> Result<T, SecretError>,
) -> Result<T, String> {
    let text = text.ok_or_else(|| format!("{name} is not set"))?;
    let secret = new(text.split_whitespace().collect());
    secret.map_err(|error| format!("{name}: {error}"))
}
