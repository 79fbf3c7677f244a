//! What each module of the crate costs the compiler, from the compiler's own profile:
//! `modules target/profile/bot_webhooks-0012345` prints a module and its seconds in a line.

use std::collections::{BTreeMap, HashMap};
use std::error::Error;
use std::path::Path;

use analyzeme::{Event, ProfilingData};

const CRATE: &str = "bot_webhooks";
const WHOLE: &str = "(the crate as a whole)";
const OTHERS: &str = "(generic code of other crates)";
/// Waiting for other threads, and the cost of the profile itself.
const NO_WORK: [&str; 4] = [
    "codegen_crate",
    "LLVM_passes",
    "finish_ongoing_codegen",
    "self_profile_alloc_query_strings",
];

fn main() -> Result<(), Box<dyn Error + Send + Sync>> {
    let path = std::env::args().nth(1).ok_or("which profile?")?;
    let profile = ProfilingData::new(Path::new(&path))?;
    let mut seconds = BTreeMap::<Option<String>, f64>::new();
    // The activities that are going on, of each thread.
    let mut threads = HashMap::<u32, Vec<(Event<'_>, Option<String>)>>::new();
    // An activity is noted when it ends: backwards, a whole comes before its parts.
    for event in profile.iter_full().rev() {
        let Some(took) = event.duration() else {
            continue;
        };
        let around = threads.entry(event.thread_id).or_default();
        while around.last().is_some_and(|(it, _)| !it.contains(&event)) {
            around.pop();
        }
        let whole = around.last();
        let inherited = whole.and_then(|(_, module)| module.clone());
        let module = module(&event).or_else(|| inherited.clone());
        if !NO_WORK.contains(&&*event.label) {
            *seconds.entry(module.clone()).or_default() += took.as_secs_f64();
        }
        if whole.is_some_and(|(it, _)| !NO_WORK.contains(&&*it.label)) {
            *seconds.entry(inherited).or_default() -= took.as_secs_f64();
        }
        around.push((event, module));
    }
    for (module, took) in seconds {
        println!("{}\t{took:.3}", module.as_deref().unwrap_or(WHOLE));
    }
    Ok(())
}

/// The module that an activity's arguments name.
fn module(event: &Event<'_>) -> Option<String> {
    event.additional_data.iter().find_map(|text| {
        let (_, rest) = text.split_once(CRATE)?;
        let rest = match rest.chars().next()? {
            // A codegen unit: `bot_webhooks.bdffdc9a-recall-status`.
            '.' => rest.split_once('-')?.1,
            // An id: `bot_webhooks[0d53]::recall::status`.
            '[' => rest.split_once("]::")?.1,
            _ => rest.strip_prefix("::")?,
        };
        let name = rest
            .split(|c: char| !c.is_ascii_lowercase() && c != '_')
            .next()?;
        let ours = ["", ".rs"].map(|end| Path::new("src").join(format!("{name}{end}")));
        let ours = !name.is_empty() && ours.iter().any(|path| path.exists());
        Some(if ours { name } else { OTHERS }.to_owned())
    })
}
