//! The example `service`, on SQLite and on Postgres: its tenants, its merges, its inbox, and the process,
//! which is killed in the middle of its work.

#[path = "../queue/folder.rs"]
mod folder;
#[path = "../servers/mod.rs"]
mod servers;
#[path = "../../examples/vendor/mod.rs"]
mod vendor;

mod database;
mod inbox;
mod merge;
mod postgres;
mod process;
mod tenants;
mod vendors;

use std::process::ExitCode;

use tokio::runtime::Runtime;

use crate::database::Database;
use crate::servers::{Program, test};

fn main() -> ExitCode {
    macro_rules! on_both {
        ($($module:ident::$name:ident)+) => {
            (
                vec![$(test(concat!("sqlite::", stringify!($name)), || {
                    run(async { $module::$name(&Database::sqlite()).await });
                })),+],
                vec![$(test(concat!("postgres::", stringify!($name)), || {
                    run(async { $module::$name(&Database::postgres().await).await });
                })),+],
            )
        };
    }
    let (mut sqlite, mut postgres) = on_both! {
        tenants::tenants_do_not_affect_one_another
        tenants::a_lookup_that_fails_is_503
        merge::concurrent_deliveries_of_one_bot_merge
        merge::concurrent_deliveries_of_one_session_merge
        merge::a_job_that_cannot_be_written_leaves_the_meeting
        inbox::workers_handle_each_row_once
        inbox::a_row_whose_worker_died_is_taken_again
        inbox::a_late_worker_writes_nothing
        inbox::a_result_that_cannot_be_written_leaves_its_row
        inbox::what_never_works_stops_no_other
        process::killed_in_the_middle_of_its_work_it_loses_and_repeats_nothing
        process::asked_to_end_it_finishes_what_it_has_begun
    };
    sqlite.push(test(
        "the_demonstration_succeeds",
        process::the_demonstration_succeeds,
    ));
    postgres.push(test("postgres::a_locked_row_is_passed", || {
        run(async { inbox::a_locked_row_is_passed(&Database::postgres().await).await });
    }));
    let exit_code = servers::run(&Program::POSTGRES, postgres, sqlite);
    postgres::stop();
    exit_code
}

fn run(test: impl Future<Output = ()>) {
    Runtime::new().unwrap().block_on(test);
}
