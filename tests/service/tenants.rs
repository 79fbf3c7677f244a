use bot_webhooks::Provider;
use bot_webhooks::exotel::samples::SESSION_START;
use bot_webhooks::recall::samples::{BOT_DONE, BOT_FATAL, BOT_JOINING_CALL};
use bot_webhooks::synthflow::samples::CALL_INBOUND;

use crate::database::{Database, count, execute, rows};
use crate::vendors::{Delivery, post, serve, status};

pub(crate) async fn tenants_do_not_affect_one_another(database: &Database) {
    let app = database.app_with_tenants().await;
    let address = serve(&app).await;
    // The same bot, and the same ids of deliveries.
    let acme = |number, sample| Delivery::recall("acme", "bot", number, sample);
    let globex = |number, sample| Delivery::recall("globex", "bot", number, sample);
    for delivery in [
        acme(1, BOT_JOINING_CALL),
        globex(1, BOT_FATAL),
        acme(2, BOT_DONE),
        Delivery::post_call("acme", "call"),
        Delivery::post_call("globex", "call"),
    ] {
        assert_eq!(status(&address, &delivery).await, 200);
    }
    let meetings = "SELECT tenant, id, version, status FROM meetings ORDER BY tenant";
    let meetings: Vec<(String, String, i64, String)> = rows(&app, meetings).await;
    let expected = [("acme", 2, "done"), ("globex", 1, "fatal")];
    let expected = expected.map(|(tenant, version, status)| {
        (
            tenant.to_owned(),
            "bot".to_owned(),
            version,
            status.to_owned(),
        )
    });
    assert_eq!(meetings, expected);
    while app.step().await.unwrap() {}
    let calls: Vec<(String, i64)> =
        rows(&app, "SELECT tenant, version FROM calls ORDER BY tenant").await;
    assert_eq!(calls, [("acme".to_owned(), 1), ("globex".to_owned(), 1)]);

    // The number is one of acme's.
    execute(
        &app,
        "INSERT INTO phone_numbers VALUES ('acme', '+15550100900', 'agent-7')",
    )
    .await;
    for (tenant, is_answered) in [("acme", true), ("globex", false)] {
        let call = Delivery::new(Provider::Synthflow, tenant, "", CALL_INBOUND);
        let reply = post(&address, &call).await.unwrap();
        assert_eq!(
            (reply.status.as_u16(), reply.body.contains("agent-7")),
            (200, is_answered)
        );
    }

    // With the secret of one, nothing is the other's, and nobody's are those of an unknown tenant.
    for tenant in ["globex", "nobody"] {
        for delivery in [
            acme(3, BOT_DONE),
            Delivery::new(Provider::Exotel, "acme", "", SESSION_START),
            Delivery::post_call("acme", "forged"),
        ] {
            let forged = Delivery { tenant, ..delivery };
            assert_eq!(
                status(&address, &forged).await,
                401,
                "{} of {tenant}",
                forged.provider
            );
        }
    }
    let globex = "meetings WHERE tenant = 'globex' AND version = 1 AND status = 'fatal'";
    assert_eq!(
        (count(&app, globex).await, count(&app, "meetings").await),
        (1, 2)
    );
    assert_eq!(count(&app, "inbox").await, 2);
}

pub(crate) async fn a_lookup_that_fails_is_503(database: &Database) {
    let app = database.app_with_tenants().await;
    let address = serve(&app).await;
    let acme = Delivery::new(Provider::Exotel, "acme", "", SESSION_START);
    assert_eq!(status(&address, &acme).await, 200);
    app.pool.close().await;
    // What was looked up is kept, and the handler fails instead.
    assert_eq!(status(&address, &acme).await, 500);
    for provider in [Provider::Recall, Provider::Exotel, Provider::Synthflow] {
        let globex = Delivery::new(provider, "globex", "msg_1", "{}");
        assert_eq!(status(&address, &globex).await, 503);
    }
}
