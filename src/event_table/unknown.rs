use serde_json::{Map, Value};

/// An event that this version does not know: its name, and its whole body.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct UnknownEvent {
    name: String,
    body: Map<String, Value>,
}

impl UnknownEvent {
    pub(crate) fn new(name: String, body: Map<String, Value>) -> Self {
        Self { name, body }
    }

    /// The name that the event came with.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The whole body, including the name.
    #[must_use]
    pub fn body(&self) -> &Map<String, Value> {
        &self.body
    }

    /// A value in the body, by its JSON pointer; `None` for the empty one, which is the whole
    /// [`body`](Self::body).
    ///
    /// ```
    /// use bot_webhooks::recall::Event;
    ///
    /// let event: Event = r#"{"event": "bot.new", "data": {"bot": {"id": "b-1"}}}"#.parse()?;
    /// let Event::Unknown(unknown) = event else { panic!() };
    /// assert_eq!(unknown.pointer("/data/bot/id").unwrap(), "b-1");
    /// # Ok::<(), bot_webhooks::ParseError>(())
    /// ```
    #[must_use]
    pub fn pointer(&self, pointer: &str) -> Option<&Value> {
        let path = pointer.strip_prefix('/')?;
        let (first, rest) = match path.find('/') {
            Some(end) => path.split_at_checked(end)?,
            None => (path, ""),
        };
        let first = first.replace("~1", "/").replace("~0", "~");
        self.body.get(&first)?.pointer(rest)
    }

    /// Deserializes the whole body into a type of yours, for an event that you know and this version
    /// does not.
    ///
    /// ```
    /// use bot_webhooks::recall::Event;
    ///
    /// #[derive(serde::Deserialize)]
    /// struct Moved {
    ///     data: Position,
    /// }
    ///
    /// #[derive(serde::Deserialize)]
    /// struct Position {
    ///     room: String,
    /// }
    ///
    /// let event: Event = r#"{"event": "bot.moved", "data": {"room": "Oslo"}}"#.parse()?;
    /// let Event::Unknown(unknown) = event else { panic!() };
    /// let moved: Moved = unknown.parse_as()?;
    /// assert_eq!(moved.data.room, "Oslo");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns an error if the body does not match your type. It names the field, and quotes nothing.
    pub fn parse_as<'a, T: serde::Deserialize<'a>>(&'a self) -> Result<T, crate::DeserializeError> {
        crate::deserialize_error::deserialize(&self.body)
    }

    /// The whole body, including the name.
    #[must_use]
    pub fn into_body(self) -> Map<String, Value> {
        self.body
    }
}
