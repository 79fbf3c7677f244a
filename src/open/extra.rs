use serde_json::{Map, Value};

/// What a body held beyond what the typed members say, kept so that it is written back.
///
/// Every payload struct has one, in its field `extra`. It holds
///
/// - members that this version does not know, under their names;
/// - members that it knows and that came in a form it does not know (an object where a text was
///   documented): the typed field is then `None`;
/// - the raw form of members that it understood in a spelling of their own (`"TRUE"` for `true`,
///   `"Session-Start"` for `session_start`): the typed field then has the value.
///
/// It also remembers which members came as `null` rather than not at all.
///
/// A raw form is written back only while the typed field still says the same, so whoever sets a
/// field gets what he set.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Extra {
    /// A bit for every member of the struct that came as `null`.
    nulls: u64,
    /// Boxed, because hardly any body has one, and a payload holds many.
    raw: Option<Box<Map<String, Value>>>,
}

impl Extra {
    /// The raw value of a member, `None` if the typed fields say it all.
    ///
    /// ```
    /// use bot_webhooks::pailflow::Event;
    ///
    /// let body = r#"{"event": "session_complete", "room_name": "demo", "bot_name": "Pail"}"#;
    /// let Event::SessionComplete(session) = body.parse()? else { panic!() };
    /// assert_eq!(session.extra.get("bot_name").unwrap(), "Pail");
    /// assert!(session.extra.get("room_name").is_none());
    /// # Ok::<(), bot_webhooks::ParseError>(())
    /// ```
    #[must_use]
    pub fn get(&self, member: &str) -> Option<&Value> {
        self.raw.as_ref()?.get(member)
    }

    /// Name and raw value of everything that is kept here.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        let members = self.raw.iter().flat_map(|raw| raw.iter());
        members.map(|(name, value)| (name.as_str(), value))
    }

    /// How many raw values are kept.
    #[must_use]
    pub fn len(&self) -> usize {
        self.raw.as_ref().map_or(0, |raw| raw.len())
    }

    /// Whether the typed fields say all that came.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Keeps a raw value, to be written with the typed members; the value that had the name before.
    pub fn insert(&mut self, member: impl Into<String>, value: Value) -> Option<Value> {
        self.raw
            .get_or_insert_default()
            .insert(member.into(), value)
    }

    /// Forgets a raw value, and returns it.
    pub fn remove(&mut self, member: &str) -> Option<Value> {
        self.raw.as_mut()?.remove(member)
    }

    pub(crate) fn set_null(&mut self, index: usize) {
        self.nulls |= 1 << index;
    }

    pub(crate) fn is_null(&self, index: usize) -> bool {
        self.nulls & (1 << index) != 0
    }

    /// The same for a struct with other members; a `null` of a member that is none there is kept
    /// under its name.
    pub(crate) fn with_members(
        mut self,
        members: &[&'static str],
        others: &[&'static str],
    ) -> Self {
        let nulls = std::mem::take(&mut self.nulls);
        for (index, name) in members.iter().enumerate() {
            if nulls & (1 << index) != 0 {
                match others.iter().position(|other| other == name) {
                    Some(index) => self.set_null(index),
                    None => drop(self.insert(*name, Value::Null)),
                }
            }
        }
        self
    }
}
