use service::App;
use sqlx::any::AnyRow;
use sqlx::{AssertSqlSafe, FromRow, query, query_as};

use crate::folder::Folder;
use crate::postgres;

/// A database of one test.
pub(crate) struct Database {
    pub(crate) url: String,
    _folder: Option<Folder>,
}

/// The tenants, with the secret of all that they have.
pub(crate) const TENANTS: [(&str, &str); 2] = [
    ("acme", "0123456789abcdef0123456789abcdef"),
    ("globex", "fedcba9876543210fedcba9876543210"),
];

impl Database {
    pub(crate) fn sqlite() -> Self {
        let folder = Folder::create().unwrap();
        let file = folder.0.join("service.db");
        let url = format!("sqlite://{}?mode=rwc", file.display());
        Self {
            url,
            _folder: Some(folder),
        }
    }

    pub(crate) async fn postgres() -> Self {
        let url = postgres::database().await;
        Self { url, _folder: None }
    }

    /// One of several processes, as it were: they share no connection.
    pub(crate) async fn app(&self) -> App {
        App::connect(&self.url).await.unwrap()
    }

    /// With the two tenants.
    pub(crate) async fn app_with_tenants(&self) -> App {
        let app = self.app().await;
        for (tenant, secret) in TENANTS {
            let insert = query("INSERT INTO tenants VALUES ($1, $2, $2, $2, $2, 'Hello')");
            let insert = insert.bind(tenant).bind(secret);
            insert.execute(&app.pool).await.unwrap();
        }
        app
    }
}

/// All rows of a statement.
pub(crate) async fn rows<R>(app: &App, select: &str) -> Vec<R>
where
    R: for<'r> FromRow<'r, AnyRow> + Send + Unpin,
{
    let select = query_as(AssertSqlSafe(select.to_owned()));
    select.fetch_all(&app.pool).await.unwrap()
}

pub(crate) async fn execute(app: &App, statement: &'static str) {
    query(statement).execute(&app.pool).await.unwrap();
}

/// How many rows there are.
pub(crate) async fn count(app: &App, table_and_where: &str) -> i64 {
    let counted: Vec<(i64,)> = rows(app, &format!("SELECT count(*) FROM {table_and_where}")).await;
    counted[0].0
}
