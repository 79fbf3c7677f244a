use crate::open::open_enum;
use crate::recall::SubCodeClass;

/// Makes [`SubCode`] from rows of description, variant, wire name and class:
/// an [`open_enum!`] whose descriptions are its documentation, with all rows as a table.
macro_rules! sub_codes {
    ($(
        #[doc = $description:literal]
        $(#[$more:meta])*
        $variant:ident = $wire:literal, $class:ident;
    )+) => {
        open_enum! {
            /// Why a bot left, failed, or was not allowed to record, or a transcript failed:
            /// `data.data.sub_code`.
            ///
            /// One code can occur in several events, so there is one vocabulary and not one for
            /// each event. See Recall's
            /// [list of sub-codes](https://docs.recall.ai/docs/sub-codes).
            ///
            /// | code | class | meaning |
            /// | --- | --- | --- |
            $( #[doc = concat!(
                "| `", $wire, "` | [`", stringify!($class), "`](SubCodeClass::", stringify!($class), ") |",
                $description, " |"
            )] )+
            pub enum SubCode {
                $( #[doc = $description] $(#[$more])* $variant = $wire, )+
            }
        }

        impl SubCode {
            /// Returns what the code means, in a sentence; `None` for an unknown code.
            ///
            /// ```
            /// use bot_webhooks::recall::SubCode;
            ///
            /// let code = SubCode::CallEndedByHost;
            /// assert_eq!(code.description(), Some("The host ended the call."));
            /// ```
            #[must_use]
            pub fn description(&self) -> Option<&'static str> {
                match self {
                    $( Self::$variant => Some($description.trim_ascii()), )+
                    Self::Unknown(_) => None,
                }
            }

            /// Returns the class of the code. An unknown code is classified by its prefix if that
            /// is safe; otherwise `None`.
            ///
            /// ```
            /// use bot_webhooks::recall::{SubCode, SubCodeClass};
            ///
            /// let kicked = SubCode::BotKickedFromCall;
            /// assert_eq!(kicked.class(), Some(SubCodeClass::RemovedByPerson));
            /// let newer = SubCode::from("timeout_exceeded_nobody_spoke");
            /// assert_eq!(newer.class(), Some(SubCodeClass::TimedOut));
            /// ```
            #[must_use]
            pub fn class(&self) -> Option<SubCodeClass> {
                match self {
                    $( Self::$variant => Some(SubCodeClass::$class), )+
                    Self::Unknown(unrecognized) => SubCodeClass::of_prefix(unrecognized.as_str()),
                }
            }
        }
    };
}

sub_codes! {
    /// The host has disabled local recording for the whole account, and was not asked.
    ZoomLocalRecordingDisabled = "zoom_local_recording_disabled", RecordingRefused;
    /// The host allows local recording but not requests for it, and was not asked.
    ZoomLocalRecordingRequestDisabled = "zoom_local_recording_request_disabled", RecordingRefused;
    /// The host disabled requests in this meeting or denied all further ones, and was not asked.
    ZoomLocalRecordingRequestDisabledByHost = "zoom_local_recording_request_disabled_by_host", RecordingRefused;
    /// The bot could not request permission because it was still in the waiting room.
    ZoomBotInWaitingRoom = "zoom_bot_in_waiting_room", RecordingRefused;
    /// The host was away when the bot requested permission. Rare.
    ZoomHostNotPresent = "zoom_host_not_present", RecordingRefused;
    /// The host was asked and denied the request.
    ZoomLocalRecordingRequestDeniedByHost = "zoom_local_recording_request_denied_by_host", RecordingRefused;
    /// Local recording is disabled everywhere, or the host denied the request or let it time out.
    ZoomLocalRecordingDenied = "zoom_local_recording_denied", RecordingRefused;
    /// The host uses a client that cannot grant permission, such as Zoom Rooms.
    ZoomLocalRecordingGrantNotSupported = "zoom_local_recording_grant_not_supported", RecordingRefused;
    /// The administrator of the host's account blocks the SDK key in use.
    ZoomSdkKeyBlockedByHostAdmin = "zoom_sdk_key_blocked_by_host_admin", RecordingRefused;
    /// The host ended the call.
    CallEndedByHost = "call_ended_by_host", EndedNormally;
    /// The platform ended an idle call.
    CallEndedByPlatformIdle = "call_ended_by_platform_idle", TimedOut;
    /// The platform ended the call at its maximum length, 40 minutes on free Zoom.
    CallEndedByPlatformMaxLength = "call_ended_by_platform_max_length", TimedOut;
    /// The platform's waiting-room timeout expired, after 10 minutes on Google Meet.
    CallEndedByPlatformWaitingRoomTimeout = "call_ended_by_platform_waiting_room_timeout", NeverAdmitted;
    /// Nobody admitted the bot before `automatic_leave.waiting_room_timeout` expired.
    TimeoutExceededWaitingRoom = "timeout_exceeded_waiting_room", NeverAdmitted;
    /// Nobody joined in time.
    TimeoutExceededNooneJoined = "timeout_exceeded_noone_joined", TimedOut;
    /// Everyone else had left.
    TimeoutExceededEveryoneLeft = "timeout_exceeded_everyone_left", EndedNormally;
    /// The call was silent for so long that probably only bots were left.
    TimeoutExceededSilenceDetected = "timeout_exceeded_silence_detected", TimedOut;
    /// Only bots were left, judging by their names.
    TimeoutExceededOnlyBotsDetectedUsingParticipantNames = "timeout_exceeded_only_bots_detected_using_participant_names", EndedNormally;
    /// Only bots were left, judging by what they did.
    TimeoutExceededOnlyBotsDetectedUsingParticipantEvents = "timeout_exceeded_only_bots_detected_using_participant_events", EndedNormally;
    /// The bot was in the call without recording until `automatic_leave.in_call_not_recording_timeout` expired.
    TimeoutExceededInCallNotRecording = "timeout_exceeded_in_call_not_recording", TimedOut;
    /// The recording reached `automatic_leave.in_call_recording_timeout`.
    TimeoutExceededInCallRecording = "timeout_exceeded_in_call_recording", TimedOut;
    /// Permission to record was denied, and the bot left after a timeout, 30 seconds by default.
    TimeoutExceededRecordingPermissionDenied = "timeout_exceeded_recording_permission_denied", RecordingRefused;
    /// The bot reached its maximum duration, which pay-as-you-go plans have.
    TimeoutExceededMaxDuration = "timeout_exceeded_max_duration", TimedOut;
    /// The host removed the bot from the call.
    BotKickedFromCall = "bot_kicked_from_call", RemovedByPerson;
    /// The host removed the bot from the waiting room.
    BotKickedFromWaitingRoom = "bot_kicked_from_waiting_room", RemovedByPerson;
    /// The bot was told through the API to leave.
    BotReceivedLeaveCall = "bot_received_leave_call", EndedNormally;
    /// The bot failed with an unexpected error.
    BotErrored = "bot_errored", Recall;
    /// There is no meeting at the link.
    MeetingNotFound = "meeting_not_found", JoinDetails;
    /// The meeting has not started.
    MeetingNotStarted = "meeting_not_started", Meeting;
    /// The meeting admits only registered participants.
    MeetingRequiresRegistration = "meeting_requires_registration", Meeting;
    /// The meeting admits only signed-in participants.
    MeetingRequiresSignIn = "meeting_requires_sign_in", Meeting;
    /// The meeting link has expired.
    MeetingLinkExpired = "meeting_link_expired", JoinDetails;
    /// The meeting link is invalid, or the meeting no longer exists.
    MeetingLinkInvalid = "meeting_link_invalid", JoinDetails;
    /// The password given to the bot is wrong.
    MeetingPasswordIncorrect = "meeting_password_incorrect", JoinDetails;
    /// The meeting is locked.
    MeetingLocked = "meeting_locked", Meeting;
    /// The meeting is full.
    MeetingFull = "meeting_full", Meeting;
    /// The meeting is over.
    MeetingEnded = "meeting_ended", Meeting;
    /// Google Meet had an internal error.
    GoogleMeetInternalError = "google_meet_internal_error", Platform;
    /// The bot could not sign in to Google.
    GoogleMeetSignInFailed = "google_meet_sign_in_failed", Configuration;
    /// A CAPTCHA blocked the sign-in to Google.
    GoogleMeetSignInCaptchaFailed = "google_meet_sign_in_captcha_failed", Platform;
    /// The bot was denied entry.
    GoogleMeetBotBlocked = "google_meet_bot_blocked", NeverAdmitted;
    /// The bot could not sign in through the workspace's single sign-on.
    GoogleMeetSsoSignInFailed = "google_meet_sso_sign_in_failed", Configuration;
    /// No Google login is configured for the bot.
    GoogleMeetSignInMissingLoginCredentials = "google_meet_sign_in_missing_login_credentials", Configuration;
    /// Google required recovery credentials, but none are configured.
    GoogleMeetSignInMissingRecoveryCredentials = "google_meet_sign_in_missing_recovery_credentials", Configuration;
    /// No single sign-on login is configured.
    GoogleMeetSsoSignInMissingLoginCredentials = "google_meet_sso_sign_in_missing_login_credentials", Configuration;
    /// Single sign-on required a one-time code, but no secret for it is configured.
    GoogleMeetSsoSignInMissingTotpSecret = "google_meet_sso_sign_in_missing_totp_secret", Configuration;
    /// Google Meet's video failed.
    GoogleMeetVideoError = "google_meet_video_error", Platform;
    /// The meeting room was not ready.
    GoogleMeetMeetingRoomNotReady = "google_meet_meeting_room_not_ready", Meeting;
    /// All logins in the login group were in use.
    GoogleMeetLoginNotAvailable = "google_meet_login_not_available", Configuration;
    /// The bot was denied entry to a breakout room.
    GoogleMeetPermissionDeniedBreakout = "google_meet_permission_denied_breakout", NeverAdmitted;
    /// No Zoom SDK credentials are configured.
    ZoomSdkCredentialsMissing = "zoom_sdk_credentials_missing", Configuration;
    /// The bot runs a version of the Zoom SDK that Zoom no longer accepts.
    ZoomSdkUpdateRequired = "zoom_sdk_update_required", Recall;
    /// Zoom has not approved the SDK app, so it can join only meetings of its own workspace.
    ZoomSdkAppNotPublished = "zoom_sdk_app_not_published", Configuration;
    /// The meeting's administrator has blocked the bot's account.
    ZoomEmailBlockedByAdmin = "zoom_email_blocked_by_admin", NeverAdmitted;
    /// The Zoom meeting admits only registered participants.
    ZoomRegistrationRequired = "zoom_registration_required", Meeting;
    /// Zoom required a CAPTCHA.
    ZoomCaptchaRequired = "zoom_captcha_required", Platform;
    /// Zoom has blocked the bot's account.
    ZoomAccountBlocked = "zoom_account_blocked", Configuration;
    /// The join token has expired, is wrong, or lacks permissions.
    ZoomInvalidJoinToken = "zoom_invalid_join_token", Configuration;
    /// The join signature is invalid: the SDK credentials or the link are wrong.
    ZoomInvalidSignature = "zoom_invalid_signature", Configuration;
    /// Zoom had an internal error.
    ZoomInternalError = "zoom_internal_error", Platform;
    /// Joining the Zoom meeting took too long.
    ZoomJoinTimeout = "zoom_join_timeout", Platform;
    /// The meeting requires an email address, but the bot was given none.
    ZoomEmailRequired = "zoom_email_required", JoinDetails;
    /// The meeting cannot be joined from the web, for example because of end-to-end encryption.
    ZoomWebDisallowed = "zoom_web_disallowed", Meeting;
    /// The connection to Zoom's servers failed.
    ZoomConnectionFailed = "zoom_connection_failed", Platform;
    /// The same credentials joined from somewhere else.
    ZoomErrorMultipleDeviceJoin = "zoom_error_multiple_device_join", Configuration;
    /// The bot has no access to the Zoom meeting.
    ZoomMeetingNotAccessible = "zoom_meeting_not_accessible", Meeting;
    /// The host has been disabled or restricted.
    ZoomMeetingHostInactive = "zoom_meeting_host_inactive", Meeting;
    /// The webinar invitation is invalid.
    ZoomInvalidWebinarInvite = "zoom_invalid_webinar_invite", JoinDetails;
    /// The call dropped, and the bot could not rejoin.
    MicrosoftTeamsCallDropped = "microsoft_teams_call_dropped", Platform;
    /// The meeting requires a signed-in participant, but no Teams login is configured.
    MicrosoftTeamsSignInCredentialsMissing = "microsoft_teams_sign_in_credentials_missing", Configuration;
    /// The bot could not sign in to Teams.
    MicrosoftTeamsSignInFailed = "microsoft_teams_sign_in_failed", Configuration;
    /// Teams had an internal error.
    MicrosoftTeamsInternalError = "microsoft_teams_internal_error", Platform;
    /// Teams requires a CAPTCHA of anonymous participants.
    MicrosoftTeamsCaptchaDetected = "microsoft_teams_captcha_detected", Platform;
    /// The account the bot is signed in with is not the one that was invited.
    MicrosoftTeamsBotNotInvited = "microsoft_teams_bot_not_invited", Configuration;
    /// The bot was moved to a breakout room, which is not supported on Teams.
    MicrosoftTeamsBreakoutRoomUnsupported = "microsoft_teams_breakout_room_unsupported", Platform;
    /// External participants cannot join the event before it starts.
    MicrosoftTeamsEventNotStartedForExternal = "microsoft_teams_event_not_started_for_external", Meeting;
    /// The bot's account requires a second factor.
    MicrosoftTeams2faRequired = "microsoft_teams_2fa_required", Configuration;
    /// The Webex meeting is invalid, or the Webex credentials are wrong.
    WebexJoinMeetingError = "webex_join_meeting_error", Meeting;
    /// Only bots were left.
    TimeoutExceededOnlyBotsInCall = "timeout_exceeded_only_bots_in_call", EndedNormally;
    /// The breakout room is not open.
    ///
    /// Observed, not documented.
    BreakoutRoomNotOpen = "breakout_room_not_open", Meeting;
    /// The bot took too long to start, on Recall's side.
    ///
    /// Observed, not documented.
    FailedToLaunchInTime = "failed_to_launch_in_time", Recall;
    /// The bot has no access to the meeting.
    ///
    /// Observed, not documented.
    MeetingNotAccessible = "meeting_not_accessible", Meeting;
    /// The host does not allow requests to join.
    ///
    /// Observed, not documented.
    GoogleMeetKnockingDisabled = "google_meet_knocking_disabled", NeverAdmitted;
    /// The meeting admits only members of the host's organization.
    ///
    /// Observed, not documented.
    GoogleMeetOrganisationRestricted = "google_meet_organisation_restricted", Meeting;
    /// The meeting has a watermark for signed-in participants only, but the bot is not signed in.
    ///
    /// Observed, not documented.
    GoogleMeetWatermarkKicked = "google_meet_watermark_kicked", Meeting;
    /// The host is in another meeting.
    ///
    /// Observed, not documented.
    ZoomAnotherMeetingInProgress = "zoom_another_meeting_in_progress", Meeting;
    /// The Zoom token has expired.
    ///
    /// Observed, not documented.
    ZoomTokenExpired = "zoom_token_expired", Configuration;
    /// The bot is blocked from joining.
    ///
    /// Observed, not documented.
    ZoomBotBlocked = "zoom_bot_blocked", NeverAdmitted;
    /// The meeting admits only authorized participants.
    ///
    /// Observed, not documented.
    ZoomAuthorizedParticipantsOnly = "zoom_authorized_participants_only", Meeting;
    /// The signature for real-time media streams is invalid. It is not certain which event has it.
    ///
    /// Observed, not documented.
    RtmsSignatureInvalid = "rtms_signature_invalid", Configuration;
    /// Teams required a CAPTCHA of anonymous participants; a newer name.
    ///
    /// Observed, not documented.
    MicrosoftTeamsCaptchaError = "microsoft_teams_captcha_error", Platform;
    /// The meeting is a town hall, which is not supported.
    ///
    /// Observed, not documented.
    MicrosoftTeamsTownhallMeetingNotSupported = "microsoft_teams_townhall_meeting_not_supported", Meeting;
    /// The host has disabled captions.
    ///
    /// Observed, not documented.
    MicrosoftTeamsCaptionsFailure = "microsoft_teams_captions_failure", RecordingRefused;
    /// The meeting requires a PIN, but the bot was given none.
    ///
    /// Observed, not documented.
    WebexPinRequired = "webex_pin_required", JoinDetails;
    /// The meeting requires a password, but the bot was given none.
    ///
    /// Observed, not documented.
    WebexPasswordRequired = "webex_password_required", JoinDetails;
    /// The Webex service app is not authorized.
    ///
    /// Observed, not documented.
    WebexServiceAppUnauthorized = "webex_service_app_unauthorized", Configuration;
    /// A transcript failed: its provider refused or could not be reached, usually for lack of funds or of a suitable plan.
    ProviderConnectionFailed = "provider_connection_failed", Configuration;
    /// A transcript failed: captions are disabled for the Zoom account.
    ZoomGlobalCaptionsDisabled = "zoom_global_captions_disabled", RecordingRefused;
    /// A transcript failed: the host disabled captions in the meeting.
    ZoomHostDisabledMeetingCaptions = "zoom_host_disabled_meeting_captions", RecordingRefused;
    /// A transcript failed: captions could not be turned on in Zoom.
    ZoomCaptionsFailure = "zoom_captions_failure", Platform;
}
