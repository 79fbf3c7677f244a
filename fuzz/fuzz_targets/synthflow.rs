#![no_main]

use bot_webhooks::synthflow::Event;

bot_webhooks_fuzz::parser!(Event);
