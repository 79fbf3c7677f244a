use serde_json::{Map, Value};

use super::PostCall;
use crate::open::bool_from_str;

/// One variable that the agent was to find out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct CollectedVariable<'a> {
    /// The id of the agent that asked; `None` if the variables are not nested under one.
    pub agent: Option<&'a str>,
    /// Its name.
    pub name: &'a str,
    /// What was found out; `None` if nothing was.
    pub value: Option<&'a Value>,
    /// Whether it was found out. If the body does not say, whether there is a value.
    pub collected: bool,
}

impl PostCall {
    /// Every variable in `collected_variables`.
    ///
    /// Synthflow shows two nestings: variables under their names, and one level deeper, under the id
    /// of the agent that asked. Both are read. A variable is an object with a field `collected` or,
    /// observed and not documented, only a `value`; anything else is in the map only.
    ///
    /// ```
    /// use bot_webhooks::synthflow::PostCall;
    ///
    /// for body in [
    ///     r#"{"collected_variables": {"city": {"value": "Bonn", "collected": true}}}"#,
    ///     r#"{"collected_variables": {"agent-7": {"city": {"value": "Bonn", "collected": true}}}}"#,
    /// ] {
    ///     let post_call: PostCall = serde_json::from_str(body)?;
    ///     let city = post_call.variables().next().unwrap();
    ///     assert_eq!((city.name, city.value.unwrap().as_str()), ("city", Some("Bonn")));
    /// }
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub fn variables(&self) -> impl Iterator<Item = CollectedVariable<'_>> {
        self.collected_variables.iter().flat_map(|(name, value)| {
            let own = variable(None, name, value);
            let agent = value.as_object().filter(|_| own.is_none());
            own.into_iter()
                .chain(agent.into_iter().flat_map(|inner| nested(name, inner)))
        })
    }
}

fn nested<'a>(
    agent: &'a str,
    variables: &'a Map<String, Value>,
) -> impl Iterator<Item = CollectedVariable<'a>> {
    variables
        .iter()
        .filter_map(move |(name, value)| variable(Some(agent), name, value))
}

fn is_variable(value: &Value) -> bool {
    value.get("collected").is_some() || value.get("value").is_some()
}

/// Reads a variable. One that is itself called `collected` or `value` makes its agent look like a
/// variable, except that it is one.
fn variable<'a>(
    agent: Option<&'a str>,
    name: &'a str,
    value: &'a Value,
) -> Option<CollectedVariable<'a>> {
    let found = value.get("value");
    let known = found.filter(|found| !found.is_null());
    let collected = match value.get("collected") {
        Some(Value::Object(_)) => return None,
        Some(Value::String(string)) => bool_from_str(string) == Some(true),
        Some(other) => other.as_bool() == Some(true),
        None if found.is_some_and(is_variable) => return None,
        None => found.map(|_| known.is_some())?,
    };
    Some(CollectedVariable {
        agent,
        name,
        value: known,
        collected,
    })
}
