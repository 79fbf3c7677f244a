#![no_main]

use bot_webhooks::pailflow::Event;

bot_webhooks_fuzz::parser!(Event);
