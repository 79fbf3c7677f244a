//! What the allocations of a parse are for: a field's are those that are not made when it comes as
//! `null`.

use std::mem::replace;

use allocation_counter::measure;
use bot_webhooks::ParseError;

use crate::support::bodies::Body;
use crate::support::bodies::json::Json;

/// Prints a line for every field that allocates, and one for a copy of the event, which allocates
/// what the result is made of and nothing else.
pub(crate) fn explain<E: Clone>(body: Body, parse: fn(&[u8]) -> Result<E, ParseError>) {
    let text = (body.make)();
    let event = parse(text.as_bytes()).unwrap();
    let copied = measure(|| drop(event.clone())).count_total;
    println!("copy\t{}\t{copied}", body.name);
    let count = |body: &Json| {
        let body = body.to_string();
        let mut parsed = None;
        let made = measure(|| parsed = parse(body.as_bytes()).ok());
        parsed.map(|_| made.count_total)
    };
    let mut explanation = Explanation {
        body: body.name,
        root: Json::read(&text),
        count: &count,
    };
    explanation.node(&mut Vec::new(), "");
}

struct Explanation<'a> {
    body: &'static str,
    root: Json,
    count: &'a dyn Fn(&Json) -> Option<u64>,
}

impl Explanation<'_> {
    /// How many allocations a value and all inside it cause.
    fn node(&mut self, place: &mut Vec<usize>, path: &str) -> u64 {
        let all = (self.count)(&self.root).unwrap();
        let whole = replace(self.at(place), Json::Leaf("null".to_owned()));
        // The body itself, and the items of some lists, cannot be `null`.
        let without = (self.count)(&self.root);
        *self.at(place) = whole;

        let names: Vec<_> = inside(self.at(place))
            .into_iter()
            .map(|(name, _)| name.to_owned())
            .collect();
        let kind = match (self.at(place), path) {
            (_, "") => "event",
            (Json::Leaf(_), _) => "string",
            (Json::List(_), _) => "array",
            (Json::Object(_), _) => "object",
        };
        let mut inside = 0;
        for (index, name) in names.iter().enumerate() {
            place.push(index);
            inside += self.node(place, &format!("{path}.{name}"));
            place.pop();
        }
        let total = match without {
            Some(without) => all.saturating_sub(without),
            None if path.is_empty() => all,
            None => inside,
        };
        if total > inside {
            println!("explain\t{}\t{path}\t{kind}\t{}", self.body, total - inside);
        }
        total
    }

    fn at(&mut self, place: &[usize]) -> &mut Json {
        place.iter().fold(&mut self.root, |json, index| {
            inside(json).swap_remove(*index).1
        })
    }
}

/// What is in a list or an object, with the names in the object.
fn inside(json: &mut Json) -> Vec<(&str, &mut Json)> {
    match json {
        Json::Leaf(_) => Vec::new(),
        Json::List(items) => items.iter_mut().map(|item| ("[]", item)).collect(),
        Json::Object(members) => members
            .iter_mut()
            .map(|(name, value)| (name.as_str(), value))
            .collect(),
    }
}
