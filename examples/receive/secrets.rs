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
    /// Takes the secrets under their names in the environment, or says everything that is wrong
    /// with them.
    pub(crate) fn new(text: impl Fn(&str) -> Option<String>) -> Result<Self, Vec<String>> {
        let mut texts = Texts {
            text,
            problems: Vec::new(),
        };
        let recall = texts.read("RECALL_SECRET", |texts| StandardWebhooks::new(texts));
        let signature = texts.read("SYNTHFLOW_SECRET", |texts| CallIdSignature::new(texts));
        let [exotel, pailflow, token] = ["EXOTEL_TOKEN", "PAILFLOW_TOKEN", "SYNTHFLOW_TOKEN"]
            .map(|name| texts.read(name, |texts| UrlToken::in_query("token", texts)));
        match (recall, signature, exotel, pailflow, token) {
            (Some(recall), Some(signature), Some(exotel), Some(pailflow), Some(token)) => {
                Ok(Self {
                    recall,
                    exotel,
                    synthflow: TokenAndSignature::new(token, signature),
                    pailflow,
                })
            }
            _ => Err(texts.problems),
        }
    }
}

struct Texts<F> {
    text: F,
    problems: Vec<String>,
}

impl<F: Fn(&str) -> Option<String>> Texts<F> {
    fn read<T>(
        &mut self,
        name: &str,
        new: impl FnOnce(Vec<&str>) -> Result<T, SecretError>,
    ) -> Option<T> {
        let Some(text) = (self.text)(name) else {
            self.problems.push(format!("{name} is not set"));
            return None;
        };
        let secret = new(text.split_whitespace().collect());
        let problem = |error: &SecretError| self.problems.push(format!("{name}: {error}"));
        secret.inspect_err(problem).ok()
    }
}
