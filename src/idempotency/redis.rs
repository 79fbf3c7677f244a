use std::fmt;
use std::io;
use std::time::Duration;

use redis::aio::{ConnectionLike, ConnectionManager, ConnectionManagerConfig};
use redis::{Client, ErrorKind, RedisError, RedisResult, Value};
use tokio::runtime::Handle;

use super::{Begin, DEFAULT_LEASE, DEFAULT_RETENTION, DeliveryKey, IdempotencyStore, Lease};

/// Takes the key unless it is held, and otherwise returns what holds it. A second call with the
/// same lease is a retry after a lost response.
const BEGIN: &str = "\
local held = redis.call('GET', KEYS[1])
if held and held ~= ARGV[1] then return held end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return false";

/// Also if the lease has expired and no other worker has taken over.
const FINISH: &str = "\
local held = redis.call('GET', KEYS[1])
if held and held ~= ARGV[1] then return false end
redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
return false";

const RELEASE: &str = "\
if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end
return false";

/// The first byte of a value says which kind it is.
const IN_PROGRESS: u8 = b'?';
const DONE: u8 = b'!';

/// A store in Redis or Valkey, for all processes of an application.
///
/// Each step is one round trip and one key, so it works with a cluster too. What Redis loses, this
/// store loses: if the guarantee must survive a crash of Redis, give Redis an append-only file. And
/// give it enough memory: a Redis that evicts keys evicts these.
///
/// The client is the crate `redis`, version 1. Add it to your own dependencies for the connection,
/// and enable the features that yours needs, such as TLS. Clones share the connection.
///
/// ```no_run
/// # use bot_webhooks::recall;
/// # use bot_webhooks::verify::StandardWebhooks;
/// # struct App;
/// # impl recall::Dispatcher for App { type Error = std::convert::Infallible; }
/// use bot_webhooks::idempotency::RedisStore;
///
/// # async fn serve(proof: StandardWebhooks) -> Result<(), redis::RedisError> {
/// let client = redis::Client::open("redis://127.0.0.1/")?;
/// let store = RedisStore::connect(client).await?.with_prefix("calls:");
/// let endpoint = recall::Endpoint::new(App, proof).with_idempotency(store);
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct RedisStore<C = ConnectionManager> {
    connection: C,
    prefix: Box<str>,
    lease: Duration,
    retention: Duration,
}

impl RedisStore {
    /// Creates a store with a connection that reconnects by itself once it is closed or reset.
    ///
    /// A host that vanishes resets nothing: until the system gives the connection up, which takes minutes,
    /// each step fails after its time. To shorten that, give the client's TCP settings a keep-alive and a
    /// user timeout.
    ///
    /// A step waits half a second for a response, and one second to reconnect; it waits for both a
    /// second time only if the new connection breaks too.
    /// [`with_connection`](Self::with_connection) takes a connection with different limits.
    ///
    /// # Errors
    ///
    /// Returns an error if Redis cannot be reached now.
    pub async fn connect(client: Client) -> RedisResult<Self> {
        // Only one attempt: the next delivery is the next attempt.
        let config = ConnectionManagerConfig::new()
            .set_number_of_retries(0)
            .set_response_timeout(Some(Duration::from_millis(500)))
            .set_connection_timeout(Some(Duration::from_secs(1)));
        let connection = ConnectionManager::new_with_config(client, config).await?;
        Ok(Self::with_connection(connection))
    }
}

impl<C: ConnectionLike + Clone + Send + Sync + 'static> RedisStore<C> {
    /// Creates a store with your own connection. It should give up after a second or two: the
    /// vendor waits for the response meanwhile.
    pub fn with_connection(connection: C) -> Self {
        Self {
            connection,
            prefix: "bot-webhooks:".into(),
            lease: DEFAULT_LEASE,
            retention: DEFAULT_RETENTION,
        }
    }

    /// Sets the prefix of each key, one for each application that shares the Redis. The default is
    /// `bot-webhooks:`.
    #[must_use]
    pub fn with_prefix(self, prefix: &str) -> Self {
        let prefix = prefix.into();
        Self { prefix, ..self }
    }

    /// Sets the length of a lease.
    #[must_use]
    pub fn with_lease(self, lease: Duration) -> Self {
        Self { lease, ..self }
    }

    /// Sets how long handled deliveries are remembered.
    #[must_use]
    pub fn with_retention(self, retention: Duration) -> Self {
        Self { retention, ..self }
    }

    /// Runs a script, and runs it once more if the connection broke meanwhile: after a restart of
    /// Redis, only the first command notices. Every script can run twice without harm.
    async fn run(&self, script: &str, key: &DeliveryKey, args: &[&[u8]]) -> RedisResult<Value> {
        // `EVAL`, not `EVALSHA`: 200 bytes more, but one round trip even after a restart.
        let mut command = redis::cmd("EVAL");
        command.arg(script).arg(1);
        command.arg(format!("{}{key}", self.prefix)).arg(args);
        let mut connection = self.connection.clone();
        match command.query_async(&mut connection).await {
            Err(error) if error.is_connection_dropped() => {
                command.query_async(&mut connection).await
            }
            result => result,
        }
    }
}

impl<C: ConnectionLike + Clone + Send + Sync + 'static> IdempotencyStore for RedisStore<C> {
    type Error = RedisError;

    async fn begin(&self, key: &DeliveryKey, lease: Lease) -> RedisResult<Begin> {
        let args: [&[u8]; 2] = [&in_progress(lease), &millis(self.lease)];
        match self.run(BEGIN, key, &args).await? {
            Value::Nil => Ok(Begin::New),
            Value::BulkString(held) => match held.split_first() {
                Some((&IN_PROGRESS, _)) => Ok(Begin::InProgress),
                Some((&DONE, answer)) => Ok(Begin::Done(answer.to_vec())),
                _ => Err(not_ours()),
            },
            _ => Err(not_ours()),
        }
    }

    async fn finish(&self, key: &DeliveryKey, lease: Lease, answer: &[u8]) -> RedisResult<()> {
        let done = [&[DONE], answer].concat();
        let (store, key) = (self.clone(), key.clone());
        let finish = async move {
            let args: [&[u8]; 3] = [&in_progress(lease), &done, &millis(store.retention)];
            store.run(FINISH, &key, &args).await.map(drop)
        };
        // A task of its own: the client does not send a command whose future was dropped.
        match Handle::try_current() {
            Ok(runtime) => runtime.spawn(finish).await.map_err(io::Error::other)?,
            Err(_) => finish.await,
        }
    }

    async fn release(&self, key: &DeliveryKey, lease: Lease) -> RedisResult<()> {
        let args: [&[u8]; 1] = [&in_progress(lease)];
        self.run(RELEASE, key, &args).await.map(drop)
    }

    /// Spawns a task that releases the delivery. Outside a tokio runtime, the lease has to expire.
    fn abandon(&self, key: &DeliveryKey, lease: Lease) {
        let Ok(runtime) = Handle::try_current() else {
            return;
        };
        let (store, key) = (self.clone(), key.clone());
        runtime.spawn(async move { store.release(&key, lease).await });
    }
}

impl<C> fmt::Debug for RedisStore<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RedisStore")
            .field("prefix", &self.prefix)
            .field("lease", &self.lease)
            .field("retention", &self.retention)
            .finish_non_exhaustive()
    }
}

fn in_progress(lease: Lease) -> Vec<u8> {
    format!("{}{lease}", char::from(IN_PROGRESS)).into_bytes()
}

/// In the range that Redis accepts: at least 1, and no more than it can add to the current time.
fn millis(duration: Duration) -> Vec<u8> {
    let most = i64::MAX as u128 / 2;
    duration.as_millis().clamp(1, most).to_string().into_bytes()
}

fn not_ours() -> RedisError {
    RedisError::from((
        ErrorKind::UnexpectedReturnType,
        "the key holds a value that no store has set",
    ))
}
