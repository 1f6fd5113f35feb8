//! Messaging, mail, telephony and social networks.

use super::proof::Proof;
use super::{Row, holding, led, named, row};

pub(super) const ROWS: &[Row] = &[
    row(
        "SLACK_BOT_TOKEN",
        "Slack bot token",
        "Slack API, \"Token types\"",
        &[led("xoxb-", "9{10,13}-9{10,13}-w{24}"), led("xoxb-", "9{10,13}-w{24}")],
    ),
    row(
        "SLACK_USER_TOKEN",
        "Slack user token",
        "Slack API, \"Token types\"",
        &[led("xoxp-", "9{10,13}-9{10,13}-9{10,13}-h{32}"), led("xoxp-", "9{10,13}-9{10,13}-9{10,13}-w{28,34}")],
    ),
    row(
        "SLACK_APP_TOKEN",
        "Slack app-level token",
        "Slack API, \"Token types\"",
        &[led("xapp-", "9-U{9,12}-9{10,13}-h{64}")],
    ),
    row(
        "SLACK_CONFIG_TOKEN",
        "Slack app configuration token",
        "Slack API, \"Token types\"",
        &[led("xoxe.xoxp-", "9-w{150,180}"), led("xoxe.xoxb-", "9-w{150,180}")],
    ),
    row("SLACK_REFRESH_TOKEN", "Slack refresh token", "Slack API, \"Token types\"", &[led("xoxe-", "9-w{140,180}")]),
    row(
        "SLACK_WORKSPACE_TOKEN",
        "Slack workspace token",
        "Slack API, \"Token types\"",
        &[led("xoxa-", "9-w{8,48}"), led("xoxr-", "9-w{8,48}"), led("xoxa-", "9{10,13}-9{10,13}-9{10,13}-h{32}")],
    ),
    row(
        "SLACK_SESSION_TOKEN",
        "Slack client session token or cookie",
        "Slack API, \"Token types\"",
        &[
            led("xoxc-", "9{10,13}-9{10,13}-9{10,13}-h{64}"),
            led("xoxs-", "9{10,13}-9{10,13}-9{10,13}-h{10,64}"),
            led("xoxd-", "p{60,300}"),
        ],
    ),
    row(
        "SLACK_WEBHOOK",
        "Slack webhook URL",
        "Slack API, \"Sending messages using incoming webhooks\"",
        &[
            led("hooks.slack.com/services/", "U{9,12}/U{9,12}/w{24}"),
            led("hooks.slack.com/workflows/", "U{9,12}/U{9,12}/9{15,20}/w{24}"),
            led("hooks.slack.com/triggers/", "U{9,12}/9{10,14}/h{32}"),
        ],
    ),
    row(
        "DISCORD_BOT_TOKEN",
        "Discord bot token",
        "Discord Developer Documentation, \"Reference\", authentication",
        &[
            led("Bot M", "w{23,27}.t{6}.t{27,38}").skip(4).proof(Proof::UserId),
            led("Bot N", "w{23,27}.t{6}.t{27,38}").skip(4).proof(Proof::UserId),
            led("Bot O", "w{23,27}.t{6}.t{27,38}").skip(4).proof(Proof::UserId),
            named("discord", "w{24,28}.t{6}.t{27,38}"),
            named("DISCORD", "w{24,28}.t{6}.t{27,38}"),
            named("Discord", "w{24,28}.t{6}.t{27,38}"),
            named("bot_token", "w{24,28}.t{6}.t{27,38}"),
            named("BOT_TOKEN", "w{24,28}.t{6}.t{27,38}"),
        ],
    )
    .columns(&["discord token", "discord bot token"]),
    row(
        "DISCORD_WEBHOOK",
        "Discord webhook URL",
        "Discord Developer Documentation, \"Webhook resource\"",
        &[
            led("discord.com/api/webhooks/", "9{17,20}/t{60,80}"),
            led("discordapp.com/api/webhooks/", "9{17,20}/t{60,80}"),
        ],
    ),
    row(
        "DISCORD_CLIENT_SECRET",
        "Discord client secret",
        "Discord Developer Documentation, \"OAuth2\"",
        &[named("discord_client", "t{32}"), named("DISCORD_CLIENT", "t{32}"), named("discordClient", "t{32}")],
    )
    .columns(&["discord client secret"]),
    row(
        "TELEGRAM_BOT_TOKEN",
        "Telegram bot token",
        "Telegram Bot API, \"Authorizing your bot\"",
        &[holding("9{8,10}", ":AA", "t{33}")],
    ),
    row(
        "TEAMS_WEBHOOK",
        "Microsoft Teams webhook URL",
        "Microsoft Learn, \"Create incoming webhooks\"",
        &[
            led("webhook.office.com/webhookb2/", "u@u/<IncomingWebhook>/h{32}/u"),
            led("webhook.office.com/webhookb2/", "u@u/<IncomingWebhook>/h{32}/u/t{20,60}"),
        ],
    ),
    row(
        "TWILIO_API_KEY",
        "Twilio API key SID",
        "Twilio Docs, \"API keys overview\"",
        &[named("twilio", "<SK>h{32}"), named("TWILIO", "<SK>h{32}"), named("Twilio", "<SK>h{32}")],
    )
    .columns(&["twilio api key", "twilio key sid"]),
    row(
        "TWILIO_AUTH_TOKEN",
        "Twilio auth token or key secret",
        "Twilio Docs, \"Auth tokens and how to change them\"",
        &[
            named("twilio", "h{32}"),
            named("TWILIO", "h{32}"),
            named("Twilio", "h{32}"),
            named("twilio", "w{32}"),
            named("TWILIO", "w{32}"),
            named("Twilio", "w{32}"),
        ],
    )
    .columns(&["twilio auth token", "twilio token", "twilio secret"]),
    row("SENDGRID_KEY", "Twilio SendGrid API key", "SendGrid Docs, \"API keys\"", &[led("SG.", "t{22}.t{43}")]),
    row(
        "MAILGUN_KEY",
        "Mailgun API key",
        "Mailgun Documentation, \"API keys\"",
        &[
            led("key-", "h{32}"),
            named("mailgun", "h{32}-h{8}-h{8}"),
            named("MAILGUN", "h{32}-h{8}-h{8}"),
            named("Mailgun", "h{32}-h{8}-h{8}"),
        ],
    )
    .columns(&["mailgun api key", "mailgun key"]),
    row(
        "MAILCHIMP_KEY",
        "Mailchimp API key",
        "Mailchimp Developer, \"API keys\"",
        &[holding("h{32}", "-us", "9{1,2}")],
    ),
    row(
        "MANDRILL_KEY",
        "Mailchimp Transactional API key",
        "Mailchimp Developer, \"Transactional API\"",
        &[
            named("mandrill", "<md->t{22}"),
            named("MANDRILL", "<md->t{22}"),
            named("Mandrill", "<md->t{22}"),
            named("mandrill", "t{22}"),
            named("MANDRILL", "t{22}"),
            named("Mandrill", "t{22}"),
        ],
    )
    .columns(&["mandrill api key"]),
    row(
        "BREVO_KEY",
        "Brevo API key",
        "Brevo Developers, \"Authentication schemes\"",
        &[led("xkeysib-", "h{64}-w{16}")],
    ),
    row("BREVO_SMTP_KEY", "Brevo SMTP key", "Brevo Developers, \"SMTP relay\"", &[led("xsmtpsib-", "h{64}-w{16}")]),
    row(
        "POSTMARK_TOKEN",
        "Postmark server or account token",
        "Postmark Developer, \"API overview\"",
        &[named("postmark", "u"), named("POSTMARK", "u"), named("Postmark", "u")],
    )
    .columns(&["postmark token", "postmark server token"]),
    row(
        "SPARKPOST_KEY",
        "SparkPost API key",
        "SparkPost API, \"Authentication\"",
        &[named("sparkpost", "h{40}"), named("SPARKPOST", "h{40}"), named("Sparkpost", "h{40}")],
    )
    .columns(&["sparkpost api key"]),
    row(
        "MAILJET_KEY",
        "Mailjet API or secret key",
        "Mailjet Documentation, \"Authentication\"",
        &[named("mailjet", "h{32}"), named("MAILJET", "h{32}"), named("MJ_APIKEY", "h{32}"), named("Mailjet", "h{32}")],
    )
    .columns(&["mailjet api key", "mailjet secret key"]),
    row(
        "MESSAGEBIRD_KEY",
        "Bird (MessageBird) access key",
        "Bird Developers, \"API authentication\"",
        &[
            named("messagebird", "w{25}"),
            named("MESSAGEBIRD", "w{25}"),
            named("MessageBird", "w{25}"),
            named("message_bird", "w{25}"),
        ],
    )
    .columns(&["messagebird access key", "messagebird api key"]),
    row(
        "VONAGE_SECRET",
        "Vonage (Nexmo) API secret",
        "Vonage API Developer, \"Authentication\"",
        &[
            named("vonage", "w{16}"),
            named("VONAGE", "w{16}"),
            named("Vonage", "w{16}"),
            named("nexmo", "w{16}"),
            named("NEXMO", "w{16}"),
            named("Nexmo", "w{16}"),
        ],
    )
    .columns(&["vonage api secret", "nexmo api secret"]),
    row(
        "PLIVO_TOKEN",
        "Plivo auth token",
        "Plivo Docs, \"Authentication\"",
        &[named("plivo", "w{40}"), named("PLIVO", "w{40}"), named("Plivo", "w{40}")],
    )
    .columns(&["plivo auth token"]),
    row(
        "LINE_TOKEN",
        "LINE channel access token",
        "LINE Developers, \"Channel access token\"",
        &[
            named("LINE_CHANNEL", "s{120,180}={0,2}"),
            named("line_channel", "s{120,180}={0,2}"),
            named("lineChannel", "s{120,180}={0,2}"),
        ],
    )
    .columns(&["line channel access token"]),
    row(
        "INTERCOM_TOKEN",
        "Intercom access token",
        "Intercom Developers, \"Authentication\"",
        &[led("dG9rO", "s{51,58}={0,2}")],
    ),
    row(
        "ZENDESK_TOKEN",
        "Zendesk API token",
        "Zendesk Developer Docs, \"API token\"",
        &[named("zendesk", "w{40}"), named("ZENDESK", "w{40}"), named("Zendesk", "w{40}")],
    )
    .columns(&["zendesk api token", "zendesk token"]),
    row(
        "FRESHDESK_KEY",
        "Freshdesk API key",
        "Freshworks, \"Freshdesk API\"",
        &[named("freshdesk", "w{20}"), named("FRESHDESK", "w{20}"), named("Freshdesk", "w{20}")],
    )
    .columns(&["freshdesk api key"]),
    row(
        "PUSHER_SECRET",
        "Pusher Channels secret",
        "Pusher Docs, \"Server API overview\"",
        &[named("pusher", "h{20}"), named("PUSHER", "h{20}"), named("Pusher", "h{20}")],
    )
    .columns(&["pusher secret", "pusher app secret"]),
    row(
        "PUSHOVER_TOKEN",
        "Pushover application or user key",
        "Pushover, \"Message API\"",
        &[named("pushover", "l{30}"), named("PUSHOVER", "l{30}"), named("Pushover", "l{30}")],
    )
    .columns(&["pushover token", "pushover user key"]),
    row(
        "SENDBIRD_TOKEN",
        "Sendbird API token",
        "Sendbird Docs, \"Authentication\"",
        &[named("sendbird", "h{40}"), named("SENDBIRD", "h{40}"), named("Sendbird", "h{40}")],
    )
    .columns(&["sendbird api token"]),
    row(
        "ONESIGNAL_KEY",
        "OneSignal API key",
        "OneSignal Documentation, \"Keys and IDs\"",
        &[led("os_v2_app_", "l{90,110}"), led("os_v2_org_", "l{90,110}")],
    ),
    row(
        "KLAVIYO_KEY",
        "Klaviyo private API key",
        "Klaviyo Developers, \"Authenticate API requests\"",
        &[led("pk_", "h{34}")],
    ),
    row(
        "RESEND_KEY",
        "Resend API key",
        "Resend Docs, \"API keys\"",
        &[named("resend", "<re_>w{8}_w{24}"), named("RESEND", "<re_>w{8}_w{24}"), named("Resend", "<re_>w{8}_w{24}")],
    )
    .columns(&["resend api key"]),
    row(
        "MATTERMOST_TOKEN",
        "Mattermost access token",
        "Mattermost Documentation, \"Personal access tokens\"",
        &[named("mattermost", "l{26}"), named("MATTERMOST", "l{26}"), named("Mattermost", "l{26}")],
    )
    .columns(&["mattermost token"]),
    row(
        "GITTER_TOKEN",
        "Gitter access token",
        "Gitter Developer, \"Authentication\"",
        &[named("gitter", "t{40}"), named("GITTER", "t{40}"), named("Gitter", "t{40}")],
    )
    .columns(&["gitter token"]),
    row(
        "WEBEX_TOKEN",
        "Webex access token",
        "Webex for Developers, \"Access tokens\"",
        &[named("webex", "w{64}_w{4}_u"), named("WEBEX", "w{64}_w{4}_u"), named("Webex", "w{64}_w{4}_u")],
    )
    .columns(&["webex token", "webex bot token"]),
    row(
        "ZOOM_SECRET",
        "Zoom client secret",
        "Zoom Developer Docs, \"App credentials\"",
        &[
            named("ZOOM_CLIENT", "w{32}"),
            named("zoom_client", "w{32}"),
            named("zoomClient", "w{32}"),
            named("ZOOM_API", "w{32}"),
        ],
    )
    .columns(&["zoom client secret", "zoom api secret"]),
    row(
        "ZAPIER_WEBHOOK",
        "Zapier webhook URL",
        "Zapier Help, \"Send webhooks in Zaps\"",
        &[led("hooks.zapier.com/hooks/catch/", "9{5,10}/l{6,8}")],
    ),
    row(
        "META_ACCESS_TOKEN",
        "Meta (Facebook) access token",
        "Meta for Developers, \"Access tokens\"",
        &[led("EAA", "w{100,400}")],
    ),
    row(
        "META_APP_SECRET",
        "Meta (Facebook) app secret",
        "Meta for Developers, \"App settings\"",
        &[
            named("facebook", "h{32}"),
            named("FACEBOOK", "h{32}"),
            named("Facebook", "h{32}"),
            named("FB_APP", "h{32}"),
            named("fb_app", "h{32}"),
        ],
    )
    .columns(&["facebook app secret", "facebook secret", "fb app secret"]),
    row(
        "INSTAGRAM_TOKEN",
        "Instagram access token",
        "Meta for Developers, \"Instagram API with Instagram Login\"",
        &[led("IGQV", "t{80,300}"), led("IGAA", "w{80,300}")],
    ),
    row(
        "X_BEARER_TOKEN",
        "X (Twitter) bearer token",
        "X Developer Platform, \"OAuth 2.0 bearer token\"",
        &[led("AAAAAAAAAAAAAAAAAAAAA", "p{70,110}").proof(Proof::Mixed)],
    ),
    row(
        "X_API_SECRET",
        "X (Twitter) API key secret",
        "X Developer Platform, \"API key and secret\"",
        &[named("twitter", "w{50}"), named("TWITTER", "w{50}"), named("Twitter", "w{50}")],
    )
    .columns(&["twitter api secret", "twitter consumer secret"]),
    row(
        "X_ACCESS_TOKEN",
        "X (Twitter) access token",
        "X Developer Platform, \"Access token and secret\"",
        &[
            named("twitter", "9{15,20}-w{40}"),
            named("TWITTER", "9{15,20}-w{40}"),
            named("Twitter", "9{15,20}-w{40}"),
            named("twitter", "w{45}"),
            named("TWITTER", "w{45}"),
            named("Twitter", "w{45}"),
        ],
    )
    .columns(&["twitter access token", "twitter access token secret"]),
    row(
        "LINKEDIN_SECRET",
        "LinkedIn client secret",
        "LinkedIn on Microsoft Learn, \"Authorization code flow\"",
        &[
            led("WPL_AP1.", "w{16}.s{6,8}={0,2}"),
            named("linkedin", "w{16}"),
            named("LINKEDIN", "w{16}"),
            named("Linkedin", "w{16}"),
        ],
    )
    .columns(&["linkedin client secret"]),
    row(
        "REDDIT_SECRET",
        "Reddit app secret",
        "Reddit, \"OAuth2\" wiki",
        &[named("reddit", "t{27}"), named("REDDIT", "t{27}"), named("Reddit", "t{27}")],
    )
    .columns(&["reddit client secret"]),
    row(
        "SPOTIFY_SECRET",
        "Spotify client secret",
        "Spotify for Developers, \"Apps\"",
        &[named("spotify", "h{32}"), named("SPOTIFY", "h{32}"), named("Spotify", "h{32}")],
    )
    .columns(&["spotify client secret"]),
    row(
        "TWITCH_SECRET",
        "Twitch client secret or token",
        "Twitch Developers, \"Authentication\"",
        &[named("twitch", "l{30}"), named("TWITCH", "l{30}"), named("Twitch", "l{30}")],
    )
    .columns(&["twitch client secret", "twitch token"]),
    row(
        "TWITCH_CHAT_TOKEN",
        "Twitch chat token",
        "Twitch Developers, \"Authenticating with the Twitch IRC server\"",
        &[led("oauth:", "l{30}").skip(6)],
    ),
    row(
        "FLICKR_SECRET",
        "Flickr key or token",
        "Flickr, \"The App Garden\"",
        &[named("flickr", "h{32}"), named("FLICKR", "h{32}"), named("Flickr", "h{32}")],
    )
    .columns(&["flickr api key", "flickr secret"]),
];
