//! Two thousand callers at once.

use super::{Caller, assert_status, recall_endpoint, serve, still_answers, whole_request};
use crate::receive::recording_dispatcher::RecordingDispatcher;

const CALLERS: usize = 2000;

#[tokio::test]
async fn two_thousand_connections() {
    let dispatcher = RecordingDispatcher::default();
    for address in serve!(recall_endpoint(&dispatcher)) {
        let request = whole_request();
        let (begin, rest) = request.split_at(request.len() - 5);
        let mut callers = Vec::new();
        for _ in 0..CALLERS {
            let mut caller = Caller::connect(address).await;
            caller.write(begin).await;
            callers.push(caller);
        }
        assert_eq!(dispatcher.take().len(), 0, "all of them are in hand");
        for caller in &mut callers {
            caller.write(rest).await;
        }
        for caller in callers {
            assert_status(&caller.read_to_end().await, 200);
        }
        assert_eq!(dispatcher.take().len(), CALLERS);
        still_answers(address).await;
        dispatcher.take();
    }
}
