#![no_main]

use bot_webhooks::exotel::Event;

bot_webhooks_fuzz::parser!(Event);
