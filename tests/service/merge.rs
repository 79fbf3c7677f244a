use bot_webhooks::exotel::Conversation;
use bot_webhooks::recall::samples as recall;
use bot_webhooks::recall::{Event, Timeline};
use tokio::task::JoinSet;

use crate::database::{Database, count, execute, rows};
use crate::vendors::{Delivery, deliver, serve, status};

/// What happens to a bot.
pub(crate) const COURSE: [&str; 12] = [
    recall::BOT_JOINING_CALL,
    recall::BOT_IN_WAITING_ROOM,
    recall::BOT_IN_CALL_NOT_RECORDING,
    recall::BOT_RECORDING_PERMISSION_ALLOWED,
    recall::BOT_IN_CALL_RECORDING,
    recall::BOT_CALL_ENDED,
    recall::RECORDING_PROCESSING,
    recall::TRANSCRIPT_PROCESSING,
    recall::BOT_DONE,
    recall::RECORDING_DONE,
    recall::TRANSCRIPT_DONE,
    recall::VIDEO_MIXED_DONE,
];

/// What Recall delivers of a bot, and the timeline that it has to have of it.
pub(crate) fn course(tenant: &'static str, bot: &str) -> (Vec<Delivery>, Timeline) {
    let deliveries = COURSE.iter().enumerate();
    let deliveries = deliveries.map(|(number, body)| Delivery::recall(tenant, bot, number, body));
    let deliveries: Vec<_> = deliveries.collect();
    let mut timeline = Timeline::new(bot);
    for delivery in &deliveries {
        let event: Event = delivery.body.parse().unwrap();
        let _ = timeline.apply(&event);
    }
    (deliveries, timeline)
}

/// All at once, each of them twice, to two processes.
async fn deliver_all(database: &Database, deliveries: &[Delivery]) {
    let addresses = [
        serve(&database.app().await).await,
        serve(&database.app().await).await,
    ];
    let mut tasks = JoinSet::new();
    for delivery in deliveries {
        for address in &addresses {
            let (address, delivery) = (address.clone(), delivery.clone());
            tasks.spawn(async move { deliver(&address, &delivery).await });
        }
    }
    tasks.join_all().await;
}

pub(crate) async fn concurrent_deliveries_of_one_bot_merge(database: &Database) {
    let app = database.app_with_tenants().await;
    for bot in ["bot-1", "bot-2", "bot-3", "bot-4"] {
        let (deliveries, timeline) = course("acme", bot);
        deliver_all(database, &deliveries).await;
        let stored = format!("SELECT version, state FROM meetings WHERE id = '{bot}'");
        let stored: Vec<(i64, String)> = rows(&app, &stored).await;
        let [(version, state)] = &*stored else {
            panic!("{} rows", stored.len());
        };
        assert_eq!(serde_json::from_str::<Timeline>(state).unwrap(), timeline);
        // Each was written once.
        assert_eq!(*version, 12);
        // The transcript's id is the same for all.
        let recording = format!("downloads WHERE kind = 'recording' AND id LIKE '%-{bot}-%'");
        assert_eq!(count(&app, &recording).await, 1);
    }
    assert_eq!(count(&app, "downloads").await, 5);
    assert_eq!(count(&app, "alerts").await, 0);
}

pub(crate) async fn concurrent_deliveries_of_one_session_merge(database: &Database) {
    let app = database.app_with_tenants().await;
    let deliveries: Vec<_> = (1..=12)
        .map(|turn| Delivery::exotel("globex", turn))
        .collect();
    deliver_all(database, &deliveries).await;
    let stored: Vec<(i64, String, String)> =
        rows(&app, "SELECT version, status, state FROM conversations").await;
    let [(version, status, state)] = &*stored else {
        panic!("{} rows", stored.len());
    };
    let conversation: Conversation = serde_json::from_str(state).unwrap();
    assert_eq!(conversation.sequences().count(), 12);
    assert_eq!((*version, &**status), (12, "24 turns"));
}

/// Otherwise the redelivery would change nothing, and the job would never be written.
pub(crate) async fn a_job_that_cannot_be_written_leaves_the_meeting(database: &Database) {
    let app = database.app_with_tenants().await;
    let address = serve(&app).await;
    let done = Delivery::recall("acme", "bot", 1, recall::RECORDING_DONE);
    execute(&app, "ALTER TABLE downloads RENAME TO away").await;
    assert_eq!(status(&address, &done).await, 500);
    assert_eq!(count(&app, "meetings").await, 0);
    execute(&app, "ALTER TABLE away RENAME TO downloads").await;
    deliver(&address, &done).await;
    assert_eq!(
        (
            count(&app, "meetings").await,
            count(&app, "downloads").await
        ),
        (1, 1)
    );
}
