//! Documents, design, sales and other work in common.

use super::{Row, holding, led, named, row};

pub(super) const ROWS: &[Row] = &[
    row(
        "NOTION_TOKEN",
        "Notion integration token",
        "Notion Developers, \"Authorization\"",
        &[
            led("ntn_", "9{11}w{35}"),
            named("notion", "<secret_>w{43}"),
            named("NOTION", "<secret_>w{43}"),
            named("Notion", "<secret_>w{43}"),
        ],
    )
    .columns(&["notion token", "notion api key"]),
    row(
        "AIRTABLE_TOKEN",
        "Airtable personal access token",
        "Airtable Developers, \"Personal access tokens\"",
        &[
            named("airtable", "<pat>w{14}.h{64}"),
            named("AIRTABLE", "<pat>w{14}.h{64}"),
            named("Airtable", "<pat>w{14}.h{64}"),
            named("airtable", "<key>w{14}"),
            named("AIRTABLE", "<key>w{14}"),
            named("Airtable", "<key>w{14}"),
        ],
    )
    .columns(&["airtable token", "airtable api key", "airtable pat"]),
    row(
        "ASANA_TOKEN",
        "Asana personal access token",
        "Asana Docs, \"Personal access token\"",
        &[
            named("asana", "9/9{13,17}:h{32}"),
            named("ASANA", "9/9{13,17}:h{32}"),
            named("Asana", "9/9{13,17}:h{32}"),
            named("asana", "9/9{13,17}/9{13,17}:h{32}"),
            named("ASANA", "9/9{13,17}/9{13,17}:h{32}"),
            named("Asana", "9/9{13,17}/9{13,17}:h{32}"),
        ],
    )
    .columns(&["asana token", "asana access token", "asana pat"]),
    row(
        "ASANA_CLIENT_SECRET",
        "Asana client secret",
        "Asana Docs, \"OAuth\"",
        &[named("asana", "h{32}"), named("ASANA", "h{32}"), named("Asana", "h{32}")],
    )
    .columns(&["asana client secret"]),
    row(
        "CLICKUP_TOKEN",
        "ClickUp personal token",
        "ClickUp Developer, \"Authentication\"",
        &[led("pk_", "9{6,9}_U{32}")],
    ),
    row(
        "TRELLO_TOKEN",
        "Trello token",
        "Atlassian Developer, \"Trello authorization\"",
        &[led("ATTA", "h{64}w{8}"), named("trello", "h{64}"), named("TRELLO", "h{64}"), named("Trello", "h{64}")],
    )
    .columns(&["trello token"]),
    row(
        "FIGMA_TOKEN",
        "Figma access token",
        "Figma Developers, \"Authentication\"",
        &[led("figd_", "t{40}"), led("figu_", "t{40}"), led("figo_", "t{40}")],
    ),
    row(
        "TYPEFORM_TOKEN",
        "Typeform personal access token",
        "Typeform Developers, \"Personal access tokens\"",
        &[led("tfp_", "w{40,44}_w{14}"), led("tfp_", "t{59}")],
    ),
    row(
        "CONTENTFUL_MANAGEMENT_TOKEN",
        "Contentful management token",
        "Contentful Docs, \"Authentication\"",
        &[led("CFPAT-", "t{43}")],
    ),
    row(
        "CONTENTFUL_DELIVERY_TOKEN",
        "Contentful delivery token",
        "Contentful Docs, \"Authentication\"",
        &[named("contentful", "t{43}"), named("CONTENTFUL", "t{43}"), named("Contentful", "t{43}")],
    )
    .columns(&["contentful access token", "contentful token"]),
    row(
        "SANITY_TOKEN",
        "Sanity API token",
        "Sanity Docs, \"API tokens\"",
        &[named("sanity_", "<sk>w{80,180}"), named("SANITY_", "<sk>w{80,180}"), named("sanityApi", "<sk>w{80,180}")],
    )
    .columns(&["sanity token", "sanity api token"]),
    row(
        "GHOST_ADMIN_KEY",
        "Ghost admin API key",
        "Ghost Developer Docs, \"Admin API\", token authentication",
        &[named("ghost_", "h{24}:h{64}"), named("GHOST_", "h{24}:h{64}"), named("ghostApi", "h{24}:h{64}")],
    )
    .columns(&["ghost admin api key", "ghost api key"]),
    row(
        "HUBSPOT_TOKEN",
        "HubSpot private app access token",
        "HubSpot Developers, \"Private apps\"",
        &[
            led("pat-na1-", "u"),
            led("pat-na2-", "u"),
            led("pat-eu1-", "u"),
            led("pat-ap1-", "u"),
            named("hubspot", "u"),
            named("HUBSPOT", "u"),
            named("Hubspot", "u"),
        ],
    )
    .columns(&["hubspot api key", "hubspot access token"]),
    row(
        "SALESFORCE_TOKEN",
        "Salesforce access token",
        "Salesforce Developers, \"OAuth tokens and scopes\"",
        &[led("00D", "w{12,15}!q{80,260}")],
    ),
    row(
        "PIPEDRIVE_TOKEN",
        "Pipedrive API token",
        "Pipedrive Developers, \"Authentication\"",
        &[named("pipedrive", "h{40}"), named("PIPEDRIVE", "h{40}"), named("Pipedrive", "h{40}")],
    )
    .columns(&["pipedrive api token"]),
    row(
        "DROPBOX_TOKEN",
        "Dropbox access token",
        "Dropbox Developers, \"OAuth guide\"",
        &[
            led("sl.u.", "t{130,1400}"),
            led("sl.A", "t{130,1400}"),
            led("sl.B", "t{130,1400}"),
            named("dropbox", "w{11}<AAAAAAAAAA>t{43}"),
            named("DROPBOX", "w{11}<AAAAAAAAAA>t{43}"),
            named("Dropbox", "w{11}<AAAAAAAAAA>t{43}"),
        ],
    )
    .columns(&["dropbox access token", "dropbox token"]),
    row(
        "DROPBOX_APP_SECRET",
        "Dropbox app secret",
        "Dropbox Developers, \"OAuth guide\"",
        &[named("dropbox", "l{15}"), named("DROPBOX", "l{15}"), named("Dropbox", "l{15}")],
    )
    .columns(&["dropbox app secret", "dropbox app key"]),
    row(
        "BOX_SECRET",
        "Box client secret",
        "Box Developer Documentation, \"OAuth 2.0\"",
        &[named("BOX_CLIENT", "w{32}"), named("box_client", "w{32}"), named("boxClient", "w{32}")],
    )
    .columns(&["box client secret"]),
    row(
        "ADOBE_CLIENT_SECRET",
        "Adobe OAuth client secret",
        "Adobe Developer, \"Credentials\"",
        &[
            led("p8e-", "t{32}"),
            named("adobe", "<p8->t{32}"),
            named("ADOBE", "<p8->t{32}"),
            named("Adobe", "<p8->t{32}"),
        ],
    )
    .columns(&["adobe client secret"]),
    row(
        "BEAMER_KEY",
        "Beamer API key",
        "Beamer, \"API\"",
        &[named("beamer_", "<b_>t{43,45}"), named("BEAMER_", "<b_>t{43,45}"), named("beamerApi", "<b_>t{43,45}")],
    )
    .columns(&["beamer api key"]),
    row(
        "FRAME_IO_TOKEN",
        "Frame.io developer token",
        "Frame.io Developers, \"Authentication\"",
        &[led("fio-u-", "t{64}")],
    ),
    row(
        "SQUARESPACE_KEY",
        "Squarespace API key",
        "Squarespace Developers, \"Authentication and permissions\"",
        &[named("squarespace", "u"), named("SQUARESPACE", "u"), named("Squarespace", "u")],
    )
    .columns(&["squarespace api key"]),
    row(
        "FRESHBOOKS_TOKEN",
        "FreshBooks access token",
        "FreshBooks API, \"Authentication\"",
        &[named("freshbooks", "h{64}"), named("FRESHBOOKS", "h{64}"), named("Freshbooks", "h{64}")],
    )
    .columns(&["freshbooks token", "freshbooks client secret"]),
    row(
        "ETSY_KEY",
        "Etsy API keystring",
        "Etsy Open API, \"Quick start\"",
        &[named("etsy", "l{24}"), named("ETSY", "l{24}"), named("Etsy", "l{24}")],
    )
    .columns(&["etsy api key"]),
    row("WAKATIME_KEY", "WakaTime API key", "WakaTime, \"API\"", &[led("waka_", "u")]),
    row(
        "DEEPL_KEY",
        "DeepL API key",
        "DeepL API, \"Authentication\"",
        &[holding("u", ":fx", ""), named("deepl", "u"), named("DEEPL", "u"), named("Deepl", "u")],
    )
    .columns(&["deepl api key", "deepl auth key"]),
    row(
        "INTRA42_SECRET",
        "42 intra client secret",
        "42 API, \"Getting started\"",
        &[led("s-s4t2ud-", "h{64}"), led("s-s4t2af-", "h{64}")],
    ),
    row("ADAFRUIT_KEY", "Adafruit IO key", "Adafruit IO, \"API documentation\"", &[led("aio_", "w{28}")]),
    row(
        "LOOKER_SECRET",
        "Looker API3 client secret",
        "Google Cloud Documentation, \"Looker API authentication\"",
        &[named("looker_", "w{24}"), named("LOOKER_", "w{24}"), named("lookerApi", "w{24}")],
    )
    .columns(&["looker client secret"]),
    row(
        "SETTLEMINT_TOKEN",
        "SettleMint access token",
        "SettleMint Documentation, \"Access tokens\"",
        &[led("sm_aat_", "w{16}"), led("sm_pat_", "w{16}"), led("sm_sat_", "w{16}")],
    ),
    row(
        "SIDEKIQ_CREDENTIAL",
        "Sidekiq Pro or Enterprise credential",
        "Sidekiq Wiki, \"Commercial FAQ\"",
        &[named("BUNDLE_ENTERPRISE__CONTRIBSYS__COM", "h{8}:h{8}"), named("BUNDLE_GEMS__CONTRIBSYS__COM", "h{8}:h{8}")],
    )
    .columns(&["bundle gems contribsys com", "bundle enterprise contribsys com"]),
    row(
        "DOCUSIGN_SECRET",
        "DocuSign secret key",
        "DocuSign Developers, \"Authentication\"",
        &[named("docusign", "u"), named("DOCUSIGN", "u"), named("Docusign", "u")],
    )
    .columns(&["docusign secret key"]),
];
