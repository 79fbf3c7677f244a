#![no_main]

use bot_webhooks::recall::Event;

bot_webhooks_fuzz::parser!(Event);
