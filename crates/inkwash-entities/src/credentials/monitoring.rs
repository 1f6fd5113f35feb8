//! Monitoring, logging, analytics and feature flags.

use super::proof::Proof;
use super::{Row, holding, led, named, row};

pub(super) const ROWS: &[Row] = &[
    row(
        "DATADOG_API_KEY",
        "Datadog API key",
        "Datadog Docs, \"API and application keys\"",
        &[
            named("datadog", "h{32}"),
            named("DATADOG", "h{32}"),
            named("Datadog", "h{32}"),
            named("DD_API", "h{32}"),
            named("dd_api", "h{32}"),
            named("ddApi", "h{32}"),
            named("DD-API", "h{32}"),
        ],
    )
    .columns(&["datadog api key", "dd api key"]),
    row(
        "DATADOG_APP_KEY",
        "Datadog application key",
        "Datadog Docs, \"API and application keys\"",
        &[
            led("ddapp_", "w{34}"),
            named("datadog", "h{40}"),
            named("DATADOG", "h{40}"),
            named("Datadog", "h{40}"),
            named("DD_APP", "h{40}"),
            named("dd_app", "h{40}"),
            named("ddApp", "h{40}"),
            named("DD-APPLICATION", "h{40}"),
        ],
    )
    .columns(&["datadog app key", "dd app key", "datadog application key"]),
    row(
        "NEW_RELIC_USER_KEY",
        "New Relic user key",
        "New Relic Documentation, \"New Relic API keys\"",
        &[led("NRAK-", "U{27}")],
    ),
    row(
        "NEW_RELIC_LICENCE_KEY",
        "New Relic licence key",
        "New Relic Documentation, \"New Relic API keys\"",
        &[holding("h{36}", "NRAL", ""), holding("h{32}", "FFFFNRAL", "")],
    ),
    row(
        "NEW_RELIC_INSIGHTS_KEY",
        "New Relic Insights key",
        "New Relic Documentation, \"New Relic API keys\"",
        &[led("NRII-", "t{32}"), led("NRIQ-", "t{32}")],
    ),
    row(
        "NEW_RELIC_BROWSER_KEY",
        "New Relic browser key",
        "New Relic Documentation, \"New Relic API keys\"",
        &[led("NRJS-", "h{19}")],
    ),
    row(
        "GRAFANA_SERVICE_TOKEN",
        "Grafana service account token",
        "Grafana documentation, \"Service accounts\"",
        &[led("glsa_", "w{32}_x{8}")],
    ),
    row(
        "GRAFANA_CLOUD_TOKEN",
        "Grafana Cloud access policy token",
        "Grafana documentation, \"Grafana Cloud access policies\"",
        &[led("glc_eyJ", "s{60,400}={0,2}")],
    ),
    row("GRAFANA_KEY", "Grafana API key", "Grafana documentation, \"API keys\"", &[led("eyJrIjoi", "s{70,400}={0,2}")]),
    row(
        "SENTRY_ORGANISATION_TOKEN",
        "Sentry organisation token",
        "Sentry Docs, \"Auth tokens\"",
        &[led("sntrys_eyJ", "s{60,300}={0,2}_s{43}")],
    ),
    row(
        "SENTRY_USER_TOKEN",
        "Sentry user token",
        "Sentry Docs, \"Auth tokens\"",
        &[
            led("sntryu_", "h{64}"),
            named("SENTRY_AUTH", "h{64}"),
            named("sentry_auth", "h{64}"),
            named("sentryAuth", "h{64}"),
        ],
    )
    .columns(&["sentry auth token"]),
    row(
        "HONEYCOMB_KEY",
        "Honeycomb API key",
        "Honeycomb Docs, \"Manage API keys\"",
        &[
            led("hcaik_", "l{58}"),
            led("hcamk_", "l{58}"),
            led("hcaik_", "l{26}_l{32}"),
            named("honeycomb", "w{22}"),
            named("HONEYCOMB", "w{22}"),
            named("Honeycomb", "w{22}"),
            named("honeycomb", "h{32}"),
            named("HONEYCOMB", "h{32}"),
            named("Honeycomb", "h{32}"),
        ],
    )
    .columns(&["honeycomb api key", "honeycomb key"]),
    row(
        "PAGERDUTY_KEY",
        "PagerDuty API or integration key",
        "PagerDuty Knowledge Base, \"API access keys\"",
        &[
            named("pagerduty", "q{20}"),
            named("PAGERDUTY", "q{20}"),
            named("Pagerduty", "q{20}"),
            named("pagerduty", "h{32}"),
            named("PAGERDUTY", "h{32}"),
            named("Pagerduty", "h{32}"),
        ],
    )
    .columns(&["pagerduty token", "pagerduty api key", "pagerduty integration key"]),
    row(
        "OPSGENIE_KEY",
        "Opsgenie API key",
        "Atlassian Support, \"Opsgenie API key management\"",
        &[named("opsgenie", "u"), named("OPSGENIE", "u"), named("Opsgenie", "u"), led("GenieKey ", "u").skip(9)],
    )
    .columns(&["opsgenie api key"]),
    row(
        "ROLLBAR_TOKEN",
        "Rollbar access token",
        "Rollbar Docs, \"Access tokens\"",
        &[named("rollbar", "h{32}"), named("ROLLBAR", "h{32}"), named("Rollbar", "h{32}")],
    )
    .columns(&["rollbar access token"]),
    row(
        "BUGSNAG_KEY",
        "BugSnag API key or token",
        "BugSnag Docs, \"API keys\"",
        &[named("bugsnag", "h{32}"), named("BUGSNAG", "h{32}"), named("Bugsnag", "h{32}")],
    )
    .columns(&["bugsnag api key"]),
    row(
        "AIRBRAKE_KEY",
        "Airbrake project key",
        "Airbrake Docs, \"API\"",
        &[named("airbrake", "h{32}"), named("AIRBRAKE", "h{32}"), named("Airbrake", "h{32}")],
    )
    .columns(&["airbrake project key", "airbrake api key"]),
    row(
        "DYNATRACE_TOKEN",
        "Dynatrace access token",
        "Dynatrace Docs, \"Access tokens\"",
        &[led("dt0c01.", "U{24}.U{64}")],
    ),
    row(
        "DYNATRACE_PLATFORM_TOKEN",
        "Dynatrace platform or OAuth token",
        "Dynatrace Docs, \"Access tokens\"",
        &[led("dt0s01.", "U{8,24}.U{64}"), led("dt0s02.", "U{8,24}.U{64}"), led("dt0s16.", "U{8,24}.U{64}")],
    ),
    row(
        "SUMO_LOGIC_KEY",
        "Sumo Logic access key",
        "Sumo Logic Docs, \"Access keys\"",
        &[named("SUMO", "w{64}"), named("sumo", "w{64}"), named("Sumo", "w{64}")],
    )
    .columns(&["sumologic access key", "sumo access key"]),
    row(
        "SUMO_LOGIC_ID",
        "Sumo Logic access id",
        "Sumo Logic Docs, \"Access keys\"",
        &[named("SUMO", "<su>w{12}"), named("sumo", "<su>w{12}"), named("Sumo", "<su>w{12}")],
    )
    .columns(&["sumologic access id"]),
    row(
        "SPLUNK_HEC_TOKEN",
        "Splunk HTTP event collector token",
        "Splunk Documentation, \"Set up and use HTTP Event Collector\"",
        &[led("Splunk ", "u").skip(7), named("splunk", "u"), named("SPLUNK", "u"), named("Splunk", "u")],
    )
    .columns(&["splunk token", "hec token"]),
    row("AXIOM_TOKEN", "Axiom API token", "Axiom Docs, \"API tokens\"", &[led("xaat-", "u"), led("xapt-", "u")]),
    row(
        "CHECKLY_KEY",
        "Checkly API key",
        "Checkly Docs, \"API keys\"",
        &[
            named("checkly", "<cu_>h{32}"),
            named("CHECKLY", "<cu_>h{32}"),
            named("Checkly", "<cu_>h{32}"),
            named("checkly", "<cc_>h{32}"),
            named("CHECKLY", "<cc_>h{32}"),
            named("Checkly", "<cc_>h{32}"),
        ],
    )
    .columns(&["checkly api key"]),
    row(
        "LAUNCHDARKLY_KEY",
        "LaunchDarkly SDK key or API token",
        "LaunchDarkly Docs, \"Keys\"",
        &[
            led("sdk-", "u"),
            named("launchdarkly", "<api->u"),
            named("LAUNCHDARKLY", "<api->u"),
            named("Launchdarkly", "<api->u"),
            named("launchdarkly", "t{40}"),
            named("LAUNCHDARKLY", "t{40}"),
            named("Launchdarkly", "t{40}"),
        ],
    )
    .columns(&["launchdarkly sdk key", "launchdarkly api key"]),
    row(
        "STATSIG_KEY",
        "Statsig server secret",
        "Statsig Docs, \"API keys\"",
        &[
            named("statsig", "<secret->w{40,46}"),
            named("STATSIG", "<secret->w{40,46}"),
            named("Statsig", "<secret->w{40,46}"),
        ],
    )
    .columns(&["statsig secret key", "statsig server key"]),
    row(
        "POSTHOG_KEY",
        "PostHog personal API key",
        "PostHog Docs, \"API overview\"",
        &[led("phx_", "w{43,48}"), led("phs_", "w{43,48}")],
    ),
    row(
        "AMPLITUDE_SECRET",
        "Amplitude secret key",
        "Amplitude Docs, \"API credentials\"",
        &[named("amplitude_", "h{32}"), named("AMPLITUDE_", "h{32}"), named("amplitudeApi", "h{32}")],
    )
    .columns(&["amplitude secret key", "amplitude api key"]),
    row(
        "MIXPANEL_SECRET",
        "Mixpanel project secret or token",
        "Mixpanel Docs, \"Project secrets\"",
        &[named("mixpanel", "h{32}"), named("MIXPANEL", "h{32}"), named("Mixpanel", "h{32}")],
    )
    .columns(&["mixpanel token", "mixpanel api secret"]),
    row(
        "SEGMENT_TOKEN",
        "Segment public API token",
        "Twilio Segment Docs, \"Public API\"",
        &[
            led("sgp_", "w{64}").proof(Proof::Mixed),
            named("segment_", "w{32}"),
            named("SEGMENT_", "w{32}"),
            named("segmentApi", "w{32}"),
        ],
    )
    .columns(&["segment write key", "segment api key"]),
    row(
        "UPTIMEROBOT_KEY",
        "UptimeRobot API key",
        "UptimeRobot, \"API\"",
        &[
            named("uptimerobot", "<u>9{6,9}-h{24}"),
            named("UPTIMEROBOT", "<u>9{6,9}-h{24}"),
            named("Uptimerobot", "<u>9{6,9}-h{24}"),
            named("uptimerobot", "<ur>9{6,9}-h{24}"),
            named("UPTIMEROBOT", "<ur>9{6,9}-h{24}"),
            named("Uptimerobot", "<ur>9{6,9}-h{24}"),
        ],
    )
    .columns(&["uptimerobot api key"]),
    row(
        "LOGZIO_TOKEN",
        "Logz.io token",
        "Logz.io Docs, \"Data shipping token\"",
        &[
            named("logzio", "w{32}"),
            named("LOGZIO", "w{32}"),
            named("Logzio", "w{32}"),
            named("logzio", "u"),
            named("LOGZIO", "u"),
            named("Logzio", "u"),
        ],
    )
    .columns(&["logzio token"]),
    row(
        "BETTER_STACK_TOKEN",
        "Better Stack API token",
        "Better Stack Docs, \"API tokens\"",
        &[
            named("BETTERSTACK", "w{24}"),
            named("betterstack", "w{24}"),
            named("LOGTAIL", "w{24}"),
            named("logtail", "w{24}"),
        ],
    )
    .columns(&["betterstack token", "logtail source token"]),
];
