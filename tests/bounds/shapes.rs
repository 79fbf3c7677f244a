//! Bodies that are large in one way each.

use bot_webhooks::Provider;

/// A body that is large in one way, `n` being how large.
pub(crate) struct Shape {
    pub(crate) provider: Provider,
    pub(crate) name: &'static str,
    write: fn(Provider, usize) -> String,
}

impl Shape {
    pub(crate) fn body(&self, n: usize) -> Vec<u8> {
        let mut body = (self.write)(self.provider, n).into_bytes();
        if self.name == "lines, and a byte that is no UTF-8" {
            body.push(0xff);
        }
        body
    }
}

/// What tells the event, and where a map of the customer's and a list of ours stand.
struct Parts {
    name: &'static str,
    unknown_name: &'static str,
    map: [&'static str; 2],
    list: [&'static str; 3],
}

fn parts(provider: Provider) -> Parts {
    match provider {
        Provider::Exotel => Parts {
            name: r#""trigger_reason":"turn_complete""#,
            unknown_name: r#""trigger_reason":"zz""#,
            map: [r#""custom_parameters":{"#, "}"],
            list: [
                r#""events":[{"event_data":{"transcripts":["#,
                r#"{"sequence":7,"transcript_segments":[]}"#,
                "]}}]",
            ],
        },
        Provider::PailFlow => Parts {
            name: r#""event":"session_complete""#,
            unknown_name: r#""event":"zz""#,
            map: [r#""insights":{"competency_scores":{"#, "}}"],
            list: [
                r#""insights":{"question_assessments":["#,
                r#"{"question":"why"}"#,
                "]}",
            ],
        },
        Provider::Recall => Parts {
            name: r#""event":"bot.done""#,
            unknown_name: r#""event":"zz""#,
            map: [r#""data":{"bot":{"metadata":{"#, "}}}"],
            // Recall has no lists.
            list: [r#""new":["#, r#"{"a":1}"#, "]"],
        },
        Provider::Synthflow => Parts {
            name: r#""status":"completed","lead":null"#,
            unknown_name: r#""event":"zz""#,
            map: [r#""collected_variables":{"#, "}"],
            list: [r#""call":{"agents_used":["#, r#"{"a":1}"#, "]}"],
        },
        _ => panic!("no row of {provider}"),
    }
}

fn repeat(n: usize, item: impl Fn(usize) -> String) -> String {
    let items: Vec<_> = (0..n).map(item).collect();
    items.join(",")
}

fn fields(n: usize) -> String {
    repeat(n, |i| format!(r#""k{i}":{i}"#))
}

type Write = fn(Provider, usize) -> String;

const SHAPES: &[(&str, Write)] = &[
    ("unknown fields", |provider, n| {
        format!("{{{},{}}}", parts(provider).name, fields(n))
    }),
    ("one unknown field again and again", |provider, n| {
        let again = repeat(n, |i| format!(r#""k":{i}"#));
        format!("{{{},{again}}}", parts(provider).name)
    }),
    ("the event's name last", |provider, n| {
        format!("{{{},{}}}", fields(n), parts(provider).name)
    }),
    ("an unknown event", |provider, n| {
        format!("{{{},{}}}", parts(provider).unknown_name, fields(n))
    }),
    ("fields of a map", |provider, n| {
        let Parts { name, map, .. } = parts(provider);
        format!("{{{name},{}{}{}}}", map[0], fields(n), map[1])
    }),
    ("a list", |provider, n| {
        let Parts { name, list, .. } = parts(provider);
        let items = repeat(n, |_| list[1].to_owned());
        format!("{{{name},{}{items}{}}}", list[0], list[2])
    }),
    ("a text", |provider, n| {
        let text = "Good day! ".repeat(n);
        format!("{{{},\"new\":\"{text}\"}}", parts(provider).name)
    }),
    ("a text in escapes", |provider, n| {
        let text = r"\u00e9\n".repeat(n);
        format!("{{{},\"new\":\"{text}\"}}", parts(provider).name)
    }),
    ("a number", |provider, n| {
        let digits = "1234567890".repeat(n);
        format!("{{{},\"new\":0.{digits}}}", parts(provider).name)
    }),
    ("a wrong structure at the end", |provider, n| {
        let wrong = match provider {
            Provider::Exotel => r#""events":5"#,
            Provider::PailFlow => r#""insights":5"#,
            Provider::Recall => r#""data":5"#,
            Provider::Synthflow => r#""lead":5"#,
            _ => panic!("no row of {provider}"),
        };
        format!("{{{},{},{wrong}}}", parts(provider).name, fields(n))
    }),
    ("a long text in a wrong place", |provider, n| {
        let field = match provider {
            Provider::Exotel => "events",
            Provider::PailFlow => "insights",
            Provider::Recall => "data",
            Provider::Synthflow => "lead",
            _ => panic!("no row of {provider}"),
        };
        let text = "Good day! ".repeat(n);
        format!("{{{},\"{field}\":\"{text}\"}}", parts(provider).name)
    }),
    ("lines, and a byte that is no UTF-8", |_, n| {
        "\n".repeat(10 * n)
    }),
    ("nesting before the name", |_, n| {
        format!("{{\"a\":{}", "[".repeat(10 * n))
    }),
];

pub(crate) fn shapes() -> Vec<Shape> {
    let all = Provider::ALL.iter();
    let of = |provider: &Provider| {
        let provider = *provider;
        SHAPES.iter().map(move |(name, write)| Shape {
            provider,
            name,
            write: *write,
        })
    };
    all.flat_map(of).collect()
}

/// Bodies that say the most in the fewest bytes: objects and lists with next to nothing in them.
pub(crate) fn dense(n: usize) -> Vec<(Provider, &'static str, String)> {
    let repeat = |item: &str| vec![item; n].join(",");
    let exotel = |data: &str| {
        format!(r#"{{"trigger_reason":"timer","events":[{{"event_data":{{{data}}}}}]}}"#)
    };
    let insights = |items: &str| {
        format!(r#"{{"event":"session_complete","insights":{{"question_assessments":[{items}]}}}}"#)
    };
    let unknown = |items: &str| format!(r#"{{"event":"bot.done","new":[{items}]}}"#);
    let whole = |event: &str, items: &str| format!(r#"{{"z":[{items}],{event}}}"#);
    let actions = self::repeat(n, |i| format!(r#""{i}":{{}}"#));
    let events = repeat("{}");
    let odd = repeat(r#"{"":0}"#);
    vec![
        (
            Provider::Exotel,
            "`{}` as events",
            format!(r#"{{"trigger_reason":"timer","events":[{events}]}}"#),
        ),
        (
            Provider::Exotel,
            "`{}` as transcripts",
            exotel(&format!(r#""transcripts":[{events}]"#)),
        ),
        (
            Provider::Exotel,
            r#"`{"":0}` as segments"#,
            exotel(&format!(r#""transcript_segments":[{odd}]"#)),
        ),
        (Provider::PailFlow, "`{}` as assessments", insights(&events)),
        (
            Provider::PailFlow,
            r#"`{"":0}` as assessments"#,
            insights(&odd),
        ),
        (Provider::Recall, "`{}`, unknown", unknown(&events)),
        (Provider::Recall, r#"`{"":0}`, unknown"#, unknown(&odd)),
        (Provider::Recall, "`[0]`, unknown", unknown(&repeat("[0]"))),
        (
            Provider::Synthflow,
            r#"`"7":{}` as actions"#,
            format!(r#"{{"call":{{}},"executed_actions":{{{actions}}}}}"#),
        ),
        (
            Provider::Synthflow,
            r#"`{"":0}`, an unknown name last"#,
            whole(r#""event":"x""#, &odd),
        ),
        (
            Provider::Synthflow,
            r#"`{"":0}`, a known name last"#,
            whole(r#""event":"call_inbound""#, &odd),
        ),
        (
            Provider::Recall,
            r#"`{"":0}`, an unknown name last"#,
            whole(r#""event":"x""#, &odd),
        ),
        (
            Provider::PailFlow,
            r#"`{"":0}`, a known name last"#,
            whole(r#""event":"bot_join_failed""#, &odd),
        ),
        (
            Provider::Exotel,
            r#"`{"":0}`, unknown by its reason"#,
            whole(r#""trigger_reason":"zz","request_id":"r""#, &odd),
        ),
        (
            Provider::Exotel,
            r#"`{"":0}` in an event, unknown by its reason"#,
            format!(r#"{{"trigger_reason":"zz","events":[{{"event_data":{{"z":[{odd}]}}}}]}}"#),
        ),
        (
            Provider::Exotel,
            "`{}` as segments",
            exotel(&format!(r#""transcript_segments":[{events}]"#)),
        ),
    ]
}
