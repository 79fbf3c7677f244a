use crate::open::open_enum;
use crate::recall::SubCodeClass;

/// Makes [`SubCode`] out of rows of description, variant, wire name and class:
/// an [`open_enum!`] whose description is the documentation.
macro_rules! sub_codes {
    ($(
        #[doc = $description:literal]
        $(#[$more:meta])*
        $variant:ident = $wire:literal, $class:ident;
    )+) => {
        open_enum! {
            /// Why a bot left, failed, or was not allowed to record: `data.data.sub_code`.
            ///
            /// One code can come with several events, so this is one vocabulary and not one for
            /// each event. See the vendor's
            /// [list of sub-codes](https://docs.recall.ai/docs/sub-codes).
            pub enum SubCode {
                $( #[doc = $description] $(#[$more])* $variant = $wire, )+
            }
        }

        impl SubCode {
            /// What the code means, in a sentence; `None` for an unknown one.
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

            /// Whose doing it was. An unknown code is told by its prefix, where that is safe;
            /// otherwise `None`.
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
    /// The host has turned local recording off for the whole account; nobody was asked.
    ZoomLocalRecordingDisabled = "zoom_local_recording_disabled", RecordingRefused;
    /// The host allows local recording, but does not let participants ask for it; nobody was asked.
    ZoomLocalRecordingRequestDisabled = "zoom_local_recording_request_disabled", RecordingRefused;
    /// The host has switched requests off in this meeting, or refused all that would follow; nobody was asked.
    ZoomLocalRecordingRequestDisabledByHost = "zoom_local_recording_request_disabled_by_host", RecordingRefused;
    /// The bot could not ask, because it was still in the waiting room.
    ZoomBotInWaitingRoom = "zoom_bot_in_waiting_room", RecordingRefused;
    /// The host was away at the moment of asking. Rare.
    ZoomHostNotPresent = "zoom_host_not_present", RecordingRefused;
    /// The host was asked and said no.
    ZoomLocalRecordingRequestDeniedByHost = "zoom_local_recording_request_denied_by_host", RecordingRefused;
    /// Local recording is off everywhere, or the host refused, or let the question time out.
    ZoomLocalRecordingDenied = "zoom_local_recording_denied", RecordingRefused;
    /// The host uses a client that cannot give the permission, such as Zoom Rooms.
    ZoomLocalRecordingGrantNotSupported = "zoom_local_recording_grant_not_supported", RecordingRefused;
    /// The administrator of the host's account blocks the SDK key in use.
    ZoomSdkKeyBlockedByHostAdmin = "zoom_sdk_key_blocked_by_host_admin", RecordingRefused;
    /// The host ended the call.
    CallEndedByHost = "call_ended_by_host", EndedNormally;
    /// The platform ended a call in which nothing happened.
    CallEndedByPlatformIdle = "call_ended_by_platform_idle", TimedOut;
    /// The platform ended the call at its longest allowed length, 40 minutes on free Zoom.
    CallEndedByPlatformMaxLength = "call_ended_by_platform_max_length", TimedOut;
    /// The platform ended the wait in the waiting room, after 10 minutes on Google Meet.
    CallEndedByPlatformWaitingRoomTimeout = "call_ended_by_platform_waiting_room_timeout", NeverAdmitted;
    /// Nobody let the bot in before `automatic_leave.waiting_room_timeout` ran out.
    TimeoutExceededWaitingRoom = "timeout_exceeded_waiting_room", NeverAdmitted;
    /// Nobody joined in time.
    TimeoutExceededNooneJoined = "timeout_exceeded_noone_joined", TimedOut;
    /// Everyone else had left.
    TimeoutExceededEveryoneLeft = "timeout_exceeded_everyone_left", EndedNormally;
    /// It was silent for so long that whoever was left was probably a bot.
    TimeoutExceededSilenceDetected = "timeout_exceeded_silence_detected", TimedOut;
    /// Only bots were left, to judge by their names.
    TimeoutExceededOnlyBotsDetectedUsingParticipantNames = "timeout_exceeded_only_bots_detected_using_participant_names", EndedNormally;
    /// Only bots were left, to judge by what they did.
    TimeoutExceededOnlyBotsDetectedUsingParticipantEvents = "timeout_exceeded_only_bots_detected_using_participant_events", EndedNormally;
    /// The bot was in the call without recording until `automatic_leave.in_call_not_recording_timeout` ran out.
    TimeoutExceededInCallNotRecording = "timeout_exceeded_in_call_not_recording", TimedOut;
    /// The recording reached `automatic_leave.in_call_recording_timeout`.
    TimeoutExceededInCallRecording = "timeout_exceeded_in_call_recording", TimedOut;
    /// The permission to record was refused, and the time after which the bot then leaves ran out, 30 seconds by default.
    TimeoutExceededRecordingPermissionDenied = "timeout_exceeded_recording_permission_denied", RecordingRefused;
    /// The bot reached its longest allowed duration, which pay-as-you-go plans have.
    TimeoutExceededMaxDuration = "timeout_exceeded_max_duration", TimedOut;
    /// The host removed the bot from the call.
    BotKickedFromCall = "bot_kicked_from_call", RemovedByPerson;
    /// The host removed the bot from the waiting room.
    BotKickedFromWaitingRoom = "bot_kicked_from_waiting_room", RemovedByPerson;
    /// The bot was told over the API to leave.
    BotReceivedLeaveCall = "bot_received_leave_call", EndedNormally;
    /// The bot ran into an unexpected error.
    BotErrored = "bot_errored", Recall;
    /// There is no meeting at the link.
    MeetingNotFound = "meeting_not_found", Meeting;
    /// The meeting has not started.
    MeetingNotStarted = "meeting_not_started", Meeting;
    /// The meeting admits only those who registered.
    MeetingRequiresRegistration = "meeting_requires_registration", Meeting;
    /// The meeting admits only those who are signed in.
    MeetingRequiresSignIn = "meeting_requires_sign_in", Meeting;
    /// The link to the meeting has expired.
    MeetingLinkExpired = "meeting_link_expired", Meeting;
    /// The link is not valid, or the meeting is gone.
    MeetingLinkInvalid = "meeting_link_invalid", Meeting;
    /// The password that the bot was given is wrong.
    MeetingPasswordIncorrect = "meeting_password_incorrect", Configuration;
    /// The meeting is locked.
    MeetingLocked = "meeting_locked", Meeting;
    /// The meeting is full.
    MeetingFull = "meeting_full", Meeting;
    /// The meeting is over.
    MeetingEnded = "meeting_ended", Meeting;
    /// Google Meet failed.
    GoogleMeetInternalError = "google_meet_internal_error", Platform;
    /// The bot could not sign in to Google.
    GoogleMeetSignInFailed = "google_meet_sign_in_failed", Configuration;
    /// A captcha stopped the sign-in to Google.
    GoogleMeetSignInCaptchaFailed = "google_meet_sign_in_captcha_failed", Platform;
    /// The bot was refused entry.
    GoogleMeetBotBlocked = "google_meet_bot_blocked", NeverAdmitted;
    /// The bot could not sign in over the workspace's single sign-on.
    GoogleMeetSsoSignInFailed = "google_meet_sso_sign_in_failed", Configuration;
    /// No Google login is configured for the bot.
    GoogleMeetSignInMissingLoginCredentials = "google_meet_sign_in_missing_login_credentials", Configuration;
    /// Google asked for recovery credentials, and none are configured.
    GoogleMeetSignInMissingRecoveryCredentials = "google_meet_sign_in_missing_recovery_credentials", Configuration;
    /// No login for single sign-on is configured.
    GoogleMeetSsoSignInMissingLoginCredentials = "google_meet_sso_sign_in_missing_login_credentials", Configuration;
    /// Single sign-on asked for a one-time code, and no secret for it is configured.
    GoogleMeetSsoSignInMissingTotpSecret = "google_meet_sso_sign_in_missing_totp_secret", Configuration;
    /// The video of Google Meet failed.
    GoogleMeetVideoError = "google_meet_video_error", Platform;
    /// The meeting room was not ready.
    GoogleMeetMeetingRoomNotReady = "google_meet_meeting_room_not_ready", Meeting;
    /// All logins of the login group were in use.
    GoogleMeetLoginNotAvailable = "google_meet_login_not_available", Configuration;
    /// The bot was refused entry to a breakout room.
    GoogleMeetPermissionDeniedBreakout = "google_meet_permission_denied_breakout", NeverAdmitted;
    /// No credentials for the Zoom SDK are configured.
    ZoomSdkCredentialsMissing = "zoom_sdk_credentials_missing", Configuration;
    /// The bot runs a version of the Zoom SDK that Zoom no longer takes.
    ZoomSdkUpdateRequired = "zoom_sdk_update_required", Recall;
    /// Zoom has not approved the SDK app, so it can join meetings of its own workspace only.
    ZoomSdkAppNotPublished = "zoom_sdk_app_not_published", Configuration;
    /// The meeting's administrator bars the bot's account.
    ZoomEmailBlockedByAdmin = "zoom_email_blocked_by_admin", NeverAdmitted;
    /// The Zoom meeting admits only those who registered.
    ZoomRegistrationRequired = "zoom_registration_required", Meeting;
    /// Zoom asked for a captcha.
    ZoomCaptchaRequired = "zoom_captcha_required", Platform;
    /// Zoom has blocked the bot's account.
    ZoomAccountBlocked = "zoom_account_blocked", Configuration;
    /// The join token has expired, is wrong, or lacks the rights.
    ZoomInvalidJoinToken = "zoom_invalid_join_token", Configuration;
    /// There is no valid signature to join with: the SDK credentials or the link are wrong.
    ZoomInvalidSignature = "zoom_invalid_signature", Configuration;
    /// Zoom failed.
    ZoomInternalError = "zoom_internal_error", Platform;
    /// Joining the Zoom meeting took too long.
    ZoomJoinTimeout = "zoom_join_timeout", Platform;
    /// The meeting asks for an e-mail address, and the bot was given none.
    ZoomEmailRequired = "zoom_email_required", Configuration;
    /// The meeting cannot be joined from the web, as with end-to-end encryption.
    ZoomWebDisallowed = "zoom_web_disallowed", Meeting;
    /// The connection to the servers of Zoom failed.
    ZoomConnectionFailed = "zoom_connection_failed", Platform;
    /// The same credentials joined from somewhere else.
    ZoomErrorMultipleDeviceJoin = "zoom_error_multiple_device_join", Configuration;
    /// The Zoom meeting is not open to the bot.
    ZoomMeetingNotAccessible = "zoom_meeting_not_accessible", Meeting;
    /// The host has been disabled or restricted.
    ZoomMeetingHostInactive = "zoom_meeting_host_inactive", Meeting;
    /// The invitation to the webinar is not valid.
    ZoomInvalidWebinarInvite = "zoom_invalid_webinar_invite", Meeting;
    /// The call dropped, and the bot could not join again.
    MicrosoftTeamsCallDropped = "microsoft_teams_call_dropped", Platform;
    /// The meeting wants a signed-in participant, and no Teams login is configured.
    MicrosoftTeamsSignInCredentialsMissing = "microsoft_teams_sign_in_credentials_missing", Configuration;
    /// The bot could not sign in to Teams.
    MicrosoftTeamsSignInFailed = "microsoft_teams_sign_in_failed", Configuration;
    /// Teams failed.
    MicrosoftTeamsInternalError = "microsoft_teams_internal_error", Platform;
    /// Teams asks anonymous participants for a captcha.
    MicrosoftTeamsCaptchaDetected = "microsoft_teams_captcha_detected", Platform;
    /// The account the bot is signed in with is not the one that was invited.
    MicrosoftTeamsBotNotInvited = "microsoft_teams_bot_not_invited", Configuration;
    /// The bot was moved to a breakout room, which is not supported on Teams.
    MicrosoftTeamsBreakoutRoomUnsupported = "microsoft_teams_breakout_room_unsupported", Platform;
    /// People from outside cannot join the event before it starts.
    MicrosoftTeamsEventNotStartedForExternal = "microsoft_teams_event_not_started_for_external", Meeting;
    /// The bot's account asks for a second factor.
    MicrosoftTeams2faRequired = "microsoft_teams_2fa_required", Configuration;
    /// The Webex meeting is not valid, or the Webex credentials are wrong.
    WebexJoinMeetingError = "webex_join_meeting_error", Meeting;
    /// Only bots were left.
    TimeoutExceededOnlyBotsInCall = "timeout_exceeded_only_bots_in_call", EndedNormally;
    /// The breakout room is not open.
    ///
    /// Observed, not documented.
    BreakoutRoomNotOpen = "breakout_room_not_open", Meeting;
    /// The bot took too long to start, on the side of Recall.
    ///
    /// Observed, not documented.
    FailedToLaunchInTime = "failed_to_launch_in_time", Recall;
    /// The meeting is not open to the bot.
    ///
    /// Observed, not documented.
    MeetingNotAccessible = "meeting_not_accessible", Meeting;
    /// The host does not let anybody ask to join.
    ///
    /// Observed, not documented.
    GoogleMeetKnockingDisabled = "google_meet_knocking_disabled", NeverAdmitted;
    /// The meeting admits only people of the host's organisation.
    ///
    /// Observed, not documented.
    GoogleMeetOrganisationRestricted = "google_meet_organisation_restricted", Meeting;
    /// The meeting has a watermark, which only signed-in participants may see, and the bot is not signed in.
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
    /// The bot is barred from joining.
    ///
    /// Observed, not documented.
    ZoomBotBlocked = "zoom_bot_blocked", NeverAdmitted;
    /// The meeting admits only authorised participants.
    ///
    /// Observed, not documented.
    ZoomAuthorizedParticipantsOnly = "zoom_authorized_participants_only", Meeting;
    /// The signature for realtime media streams is not valid. With which event it comes is not certain.
    ///
    /// Observed, not documented.
    RtmsSignatureInvalid = "rtms_signature_invalid", Configuration;
    /// Teams asked anonymous participants for a captcha; a newer name.
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
    MicrosoftTeamsCaptionsFailure = "microsoft_teams_captions_failure", Meeting;
    /// The meeting asks for a PIN, and the bot was given none.
    ///
    /// Observed, not documented.
    WebexPinRequired = "webex_pin_required", Configuration;
    /// The meeting asks for a password, and the bot was given none.
    ///
    /// Observed, not documented.
    WebexPasswordRequired = "webex_password_required", Configuration;
    /// The Webex service app is not authorised.
    ///
    /// Observed, not documented.
    WebexServiceAppUnauthorized = "webex_service_app_unauthorized", Configuration;
}
