//! Counts what every case allocates, for `scripts/performance`; then what the allocations of our
//! parse are for, and how large the events are.

#[path = "support/explain.rs"]
mod explain;
mod support;

use allocation_counter::measure;
use bot_webhooks::{exotel, pailflow, recall, synthflow};

use explain::explain;
use support::{bodies, cases};

fn main() {
    for case in cases() {
        let (_, run) = case.prepare();
        let made = measure(run);
        let (count, peak) = (made.count_total, made.bytes_max);
        println!(
            "case\t{}\t{}\t{}\t{count}\t{peak}",
            case.question, case.body.name, case.way
        );
    }
    explain(bodies::RECALL, recall::Event::from_slice);
    explain(bodies::EXOTEL, exotel::Event::from_slice);
    explain(bodies::SYNTHFLOW, synthflow::Event::from_slice);
    explain(bodies::PAILFLOW, pailflow::Event::from_slice);
    let large = (bodies::PAILFLOW_10MB.make)();
    if let Ok(pailflow::Event::SessionComplete(session)) = large.parse() {
        let text = session.transcript_text.unwrap_or_default();
        println!("length\t{}\t{}", large.len(), text.len());
    }
    let size = |event, bytes| println!("size\t{event}\t{bytes}");
    size("recall", size_of::<recall::Event>());
    size("exotel", size_of::<exotel::Event>());
    size("synthflow", size_of::<synthflow::Event>());
    size("pailflow", size_of::<pailflow::Event>());
}
