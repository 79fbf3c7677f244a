use serde::de::MapAccess;
use serde::{Serialize, Serializer};
use serde_json::{Map, Value};

use crate::open::leaf::{Found, Nested, leaf};
use crate::open::{Leaf, Spelling, Trail};

/// What the agent was to find out, and whether it did.
///
/// The vendor shows two nestings: variables by their names, and one level deeper, under the id of
/// the agent that asked. [`variables`](Self::variables) reads both.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CollectedVariables(Map<String, Value>);

/// One variable that the agent was to find out.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct CollectedVariable<'a> {
    /// The id of the agent that asked; `None` where the variables are not nested under one.
    pub agent: Option<&'a str>,
    /// Its name.
    pub name: &'a str,
    /// What was found out; `None` where nothing was.
    pub value: Option<&'a Value>,
    /// Whether it was found out.
    pub collected: bool,
}

impl CollectedVariables {
    /// Every variable, of either nesting. What has no member `collected` is none, and is only in
    /// [`as_map`](Self::as_map).
    ///
    /// ```
    /// use bot_webhooks::synthflow::CollectedVariables;
    ///
    /// for body in [
    ///     r#"{"city": {"value": "Bonn", "collected": true}}"#,
    ///     r#"{"agent-7": {"city": {"value": "Bonn", "collected": true}}}"#,
    /// ] {
    ///     let collected: CollectedVariables = serde_json::from_str(body)?;
    ///     let city = collected.variables().next().unwrap();
    ///     assert_eq!((city.name, city.value.unwrap().as_str()), ("city", Some("Bonn")));
    /// }
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub fn variables(&self) -> impl Iterator<Item = CollectedVariable<'_>> {
        self.0.iter().flat_map(|(name, value)| {
            let own = variable(None, name, value);
            let under_agent = value.as_object().filter(|_| own.is_none());
            let nested = under_agent.into_iter().flatten();
            let nested =
                nested.filter_map(move |(inner, value)| variable(Some(name), inner, value));
            own.into_iter().chain(nested)
        })
    }

    /// The whole object, as it came.
    #[must_use]
    pub fn as_map(&self) -> &Map<String, Value> {
        &self.0
    }
}

/// Reads a variable. One that is itself called `collected` makes its agent look like a variable,
/// but for being an object.
fn variable<'a>(
    agent: Option<&'a String>,
    name: &'a str,
    value: &'a Value,
) -> Option<CollectedVariable<'a>> {
    let collected = match value.get("collected")? {
        Value::Object(_) => return None,
        Value::String(text) => {
            matches!(
                bool::from_text(text),
                Some(Spelling::Canonical(true) | Spelling::Other(true))
            )
        }
        other => other.as_bool() == Some(true),
    };
    Some(CollectedVariable {
        agent: agent.map(String::as_str),
        name,
        value: value.get("value").filter(|value| !value.is_null()),
        collected,
    })
}

impl Serialize for CollectedVariables {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl Leaf for CollectedVariables {
    const EXPECTED: &'static str = "an object";

    fn from_text(text: &str) -> Option<Spelling<Self>> {
        serde_json::from_str(text)
            .ok()
            .map(|map| Spelling::Other(Self(map)))
    }
}

impl Nested for CollectedVariables {
    fn from_object<'de, A>(object: A, trail: &mut Trail) -> Result<Found<Self>, A::Error>
    where
        A: MapAccess<'de>,
    {
        Ok(match Map::from_object(object, trail)? {
            Found::Understood(map) => Found::Understood(Self(map)),
            Found::Number(number) => Found::Number(number),
            Found::Odd(raw) => Found::Odd(raw),
        })
    }
}

leaf!(read_nested: pub CollectedVariables);
