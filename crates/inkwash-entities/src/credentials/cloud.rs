//! Clouds, hosting, infrastructure and identity providers.

use super::proof::Proof;
use super::{Row, holding, led, named, row};

pub(super) const ROWS: &[Row] = &[
    row(
        "AWS_SECRET_KEY",
        "Amazon Web Services secret access key",
        "AWS Identity and Access Management User Guide, \"Manage access keys\"",
        &[
            named("aws_secret", "s{40}"),
            named("AWS_SECRET", "s{40}"),
            named("secretAccessKey", "s{40}"),
            named("SecretAccessKey", "s{40}"),
            named("secret_access_key", "s{40}"),
            named("awsSecret", "s{40}"),
        ],
    )
    .columns(&["aws secret access key", "aws secret key", "secret access key"]),
    row(
        "AWS_SESSION_TOKEN",
        "Amazon Web Services session token",
        "AWS STS API Reference, \"Credentials\"",
        &[
            named("aws_session", "s{100,2000}={0,2}"),
            named("AWS_SESSION", "s{100,2000}={0,2}"),
            named("SessionToken", "s{100,2000}={0,2}"),
            named("sessionToken", "s{100,2000}={0,2}"),
            named("x-amz-security", "s{100,2000}={0,2}"),
            named("X-Amz-Security", "s{100,2000}={0,2}"),
        ],
    )
    .columns(&["aws session token"]),
    row(
        "AWS_BEDROCK_KEY",
        "Amazon Bedrock API key",
        "Amazon Bedrock User Guide, \"API keys\"",
        &[
            led("ABSKQmVkcm9ja0FQSUtleS", "s{90,280}={0,2}"),
            led("bedrock-api-key-YmVkcm9jay5hbWF6b25hd3MuY29t", "p{40,2000}"),
        ],
    ),
    row(
        "AWS_MWS_TOKEN",
        "Amazon Marketplace Web Service token",
        "Amazon MWS documentation, \"Registering to use Amazon MWS\"",
        &[led("amzn.mws.", "u")],
    ),
    row(
        "AMAZON_OAUTH_SECRET",
        "Login with Amazon client secret",
        "Amazon Developer Documentation, \"Login with Amazon\"",
        &[led("amzn1.oa2-cs.v1.", "h{64}")],
    ),
    row("GOOGLE_API_KEY", "Google API key", "Google Cloud Documentation, \"Manage API keys\"", &[led("AIza", "t{35}")]),
    row(
        "GOOGLE_OAUTH_TOKEN",
        "Google OAuth access token",
        "Google Cloud Documentation, \"Token types\"",
        &[led("ya29.", "t{30,1024}")],
    ),
    row(
        "GOOGLE_REFRESH_TOKEN",
        "Google OAuth refresh token",
        "Google Cloud Documentation, \"Token types\"",
        &[led("1//0", "t{60,300}")],
    ),
    row(
        "GOOGLE_CLIENT_SECRET",
        "Google OAuth client secret",
        "Google Identity, \"Using OAuth 2.0 to access Google APIs\"",
        &[led("GOCSPX-", "t{28}")],
    ),
    row(
        "FIREBASE_SERVER_KEY",
        "Firebase Cloud Messaging server key",
        "Firebase Documentation, \"Authorize legacy protocol send requests\"",
        &[holding("<AAAA>t{7}", ":APA91b", "t{134}")],
    ),
    row(
        "AZURE_STORAGE_KEY",
        "Azure Storage account key",
        "Microsoft, \"Identifiable secrets\" and the service's documentation: Azure Storage",
        &[holding("s{76}", "+ASt", "s{6}=="), led("AccountKey=", "s{86}==").skip(11)],
    ),
    row(
        "AZURE_COSMOS_KEY",
        "Azure Cosmos DB account key",
        "Microsoft, \"Identifiable secrets\" and the service's documentation: Azure Cosmos DB",
        &[holding("s{76}", "ACDb", "s{6}==")],
    ),
    row(
        "AZURE_BATCH_KEY",
        "Azure Batch account key",
        "Microsoft, \"Identifiable secrets\" and the service's documentation: Azure Batch",
        &[holding("s{76}", "+ABa", "s{6}==")],
    ),
    row(
        "AZURE_ML_KEY",
        "Azure Machine Learning key",
        "Microsoft, \"Identifiable secrets\" and the service's documentation: Azure Machine Learning",
        &[holding("s{76}", "+AMC", "s{6}==")],
    ),
    row(
        "AZURE_API_MANAGEMENT_KEY",
        "Azure API Management key",
        "Microsoft, \"Identifiable secrets\" and the service's documentation: Azure API Management",
        &[holding("s{76}", "APIM", "s{6}==")],
    ),
    row(
        "AZURE_SERVICE_BUS_KEY",
        "Azure Service Bus key",
        "Microsoft, \"Identifiable secrets\" and the service's documentation: Azure Service Bus",
        &[holding("s{33}", "+ASb", "s{6}="), led("SharedAccessKey=", "s{43}=").skip(16)],
    ),
    row(
        "AZURE_EVENT_HUB_KEY",
        "Azure Event Hubs key",
        "Microsoft, \"Identifiable secrets\" and the service's documentation: Azure Event Hubs",
        &[holding("s{33}", "+AEh", "s{6}=")],
    ),
    row(
        "AZURE_IOT_KEY",
        "Azure IoT key",
        "Microsoft, \"Identifiable secrets\" and the service's documentation: Azure IoT Hub",
        &[holding("s{33}", "AIoT", "s{6}=")],
    ),
    row(
        "AZURE_RELAY_KEY",
        "Azure Relay key",
        "Microsoft, \"Identifiable secrets\" and the service's documentation: Azure Relay",
        &[holding("s{33}", "+ARm", "s{6}=")],
    ),
    row(
        "AZURE_REDIS_KEY",
        "Azure Cache for Redis key",
        "Microsoft, \"Identifiable secrets\" and the service's documentation: Azure Cache for Redis",
        &[holding("s{33}", "AzCa", "s{6}=")],
    ),
    row(
        "AZURE_SEARCH_KEY",
        "Azure AI Search key",
        "Microsoft, \"Identifiable secrets\" and the service's documentation: Azure AI Search",
        &[holding("w{42}", "AzSe", "w{6}")],
    ),
    row(
        "AZURE_FUNCTION_KEY",
        "Azure Functions key",
        "Microsoft, \"Identifiable secrets\" and the service's documentation: Azure Functions",
        &[holding("t{44}", "AzFu", "t{6}==")],
    ),
    row(
        "AZURE_CONTAINER_REGISTRY_KEY",
        "Azure Container Registry key",
        "Microsoft, \"Identifiable secrets\" and the service's documentation: Azure Container Registry",
        &[holding("s{42}", "+ACR", "s{6}")],
    ),
    row(
        "AZURE_CLIENT_SECRET",
        "Microsoft Entra client secret",
        "Microsoft Learn, \"Add credentials\" (app registration)",
        &[
            holding("q{3}", "0Q~", "q{31,34}"),
            holding("q{3}", "1Q~", "q{31,34}"),
            holding("q{3}", "2Q~", "q{31,34}"),
            holding("q{3}", "3Q~", "q{31,34}"),
            holding("q{3}", "4Q~", "q{31,34}"),
            holding("q{3}", "5Q~", "q{31,34}"),
            holding("q{3}", "6Q~", "q{31,34}"),
            holding("q{3}", "7Q~", "q{31,34}"),
            holding("q{3}", "8Q~", "q{31,34}"),
            holding("q{3}", "9Q~", "q{31,34}"),
        ],
    ),
    row(
        "AZURE_AI_KEY",
        "Azure AI services key",
        "Microsoft, \"Identifiable secrets\" and the service's documentation: Azure AI services",
        &[holding("w{52}", "JQQJ99", "w{26}")],
    ),
    row(
        "AZURE_SAS",
        "Azure shared access signature",
        "Microsoft Learn, \"Create a service SAS\"",
        &[led("&sig=", "p{43,66}").skip(5), led("?sig=", "p{43,66}").skip(5)],
    ),
    row(
        "DIGITALOCEAN_PERSONAL_TOKEN",
        "DigitalOcean personal access token",
        "DigitalOcean Docs, \"How to create a personal access token\"",
        &[led("dop_v1_", "h{64}")],
    ),
    row(
        "DIGITALOCEAN_OAUTH_TOKEN",
        "DigitalOcean OAuth token",
        "DigitalOcean Docs, \"How to create a personal access token\"",
        &[led("doo_v1_", "h{64}")],
    ),
    row(
        "DIGITALOCEAN_REFRESH_TOKEN",
        "DigitalOcean refresh token",
        "DigitalOcean Docs, \"How to create a personal access token\"",
        &[led("dor_v1_", "h{64}")],
    ),
    row(
        "DIGITALOCEAN_SPACES_KEY",
        "DigitalOcean Spaces access key",
        "DigitalOcean Docs, \"Manage access to Spaces\"",
        &[led("DO00", "U{16}")],
    ),
    row(
        "HEROKU_API_KEY",
        "Heroku API key",
        "Heroku Dev Center, \"Platform API quickstart\"",
        &[led("HRKU-AA", "t{58}"), named("heroku", "u"), named("HEROKU", "u"), named("Heroku", "u")],
    )
    .columns(&["heroku api key", "heroku key", "heroku token"]),
    row(
        "LINODE_TOKEN",
        "Linode (Akamai) personal access token",
        "Akamai TechDocs, \"Linode API\", authentication",
        &[named("linode", "h{64}"), named("LINODE", "h{64}"), named("Linode", "h{64}")],
    )
    .columns(&["linode token", "linode api key"]),
    row(
        "VULTR_KEY",
        "Vultr API key",
        "Vultr Docs, \"API\"",
        &[named("vultr", "U{36}"), named("VULTR", "U{36}"), named("Vultr", "U{36}")],
    )
    .columns(&["vultr api key", "vultr key"]),
    row(
        "HETZNER_TOKEN",
        "Hetzner Cloud API token",
        "Hetzner Docs, \"Generating an API token\"",
        &[
            named("hcloud", "w{64}"),
            named("HCLOUD", "w{64}"),
            named("Hcloud", "w{64}"),
            named("hetzner", "w{64}"),
            named("HETZNER", "w{64}"),
            named("Hetzner", "w{64}"),
        ],
    )
    .columns(&["hcloud token", "hetzner token", "hetzner api key"]),
    row(
        "SCALEWAY_KEY",
        "Scaleway access key",
        "Scaleway Docs, \"Create API keys\"",
        &[led("SCW", "U{17}").proof(Proof::Mixed)],
    ),
    row(
        "SCALEWAY_SECRET_KEY",
        "Scaleway secret key",
        "Scaleway Docs, \"Create API keys\"",
        &[named("SCW_SECRET", "u"), named("scw_secret", "u"), named("scaleway", "u"), named("SCALEWAY", "u")],
    )
    .columns(&["scw secret key", "scaleway secret key"]),
    row(
        "OVH_SECRET",
        "OVHcloud application secret",
        "OVHcloud Docs, \"First steps with the API\"",
        &[named("OVH_", "w{32}"), named("ovh_", "w{32}"), named("ovhApp", "w{32}")],
    )
    .columns(&["ovh application secret", "ovh consumer key"]),
    row(
        "CLOUDFLARE_TOKEN",
        "Cloudflare API token",
        "Cloudflare Docs, \"Create API token\"",
        &[
            named("cloudflare", "t{40}"),
            named("CLOUDFLARE", "t{40}"),
            named("Cloudflare", "t{40}"),
            named("CF_API", "t{40}"),
            named("cf_api", "t{40}"),
        ],
    )
    .columns(&["cloudflare api token", "cloudflare token"]),
    row(
        "CLOUDFLARE_GLOBAL_KEY",
        "Cloudflare global API key",
        "Cloudflare Docs, \"Get Global API key\"",
        &[
            named("cloudflare", "h{37}"),
            named("CLOUDFLARE", "h{37}"),
            named("Cloudflare", "h{37}"),
            named("CF_API", "h{37}"),
            named("X-Auth-Key", "h{37}"),
            named("x-auth-key", "h{37}"),
        ],
    )
    .columns(&["cloudflare global key", "cloudflare api key"]),
    row(
        "CLOUDFLARE_ORIGIN_CA_KEY",
        "Cloudflare Origin CA key",
        "Cloudflare Docs, \"Get Origin CA keys\"",
        &[led("v1.0-", "h{24}-h{146}")],
    ),
    row(
        "FASTLY_TOKEN",
        "Fastly API token",
        "Fastly Documentation, \"API tokens\"",
        &[named("fastly", "t{32}"), named("FASTLY", "t{32}"), named("Fastly", "t{32}")],
    )
    .columns(&["fastly api token", "fastly token", "fastly api key"]),
    row(
        "FLY_IO_TOKEN",
        "Fly.io access token",
        "Fly.io Docs, \"Access tokens\"",
        &[
            led("fm1r_", "s{100,900}={0,3}"),
            led("fm1a_", "s{100,900}={0,3}"),
            led("fm2_", "s{100,900}={0,3}"),
            led("fo1_", "t{43}"),
        ],
    ),
    row("RENDER_KEY", "Render API key", "Render Docs, \"The Render API\"", &[led("rnd_", "w{28,32}")]),
    row(
        "VERCEL_TOKEN",
        "Vercel access token",
        "Vercel Docs, \"Access tokens\"",
        &[named("vercel", "w{24}"), named("VERCEL", "w{24}"), named("Vercel", "w{24}")],
    )
    .columns(&["vercel token"]),
    row(
        "NETLIFY_TOKEN",
        "Netlify personal access token",
        "Netlify Docs, \"Get started with the Netlify API\"",
        &[
            led("nfp_", "w{36}"),
            named("netlify", "t{40,46}"),
            named("NETLIFY", "t{40,46}"),
            named("Netlify", "t{40,46}"),
        ],
    )
    .columns(&["netlify token", "netlify auth token"]),
    row(
        "RAILWAY_TOKEN",
        "Railway token",
        "Railway Docs, \"Using the CLI\", tokens",
        &[named("railway_", "u"), named("RAILWAY_", "u"), named("railwayApi", "u")],
    )
    .columns(&["railway token"]),
    row("SCALINGO_TOKEN", "Scalingo API token", "Scalingo Developers, \"Authentication\"", &[led("tk-us-", "t{48}")]),
    row(
        "IBM_CLOUD_KEY",
        "IBM Cloud API key",
        "IBM Cloud Docs, \"Managing user API keys\"",
        &[
            named("IBM_CLOUD", "t{44}"),
            named("IBMCLOUD", "t{44}"),
            named("ibm_cloud", "t{44}"),
            named("ibmcloud", "t{44}"),
            named("ibmCloud", "t{44}"),
        ],
    )
    .columns(&["ibm cloud api key", "ibmcloud api key"]),
    row(
        "ALIBABA_ACCESS_KEY",
        "Alibaba Cloud AccessKey id",
        "Alibaba Cloud Documentation, \"AccessKey pair\"",
        &[led("LTAI", "w{20}"), led("LTAI", "w{12}")],
    ),
    row(
        "ALIBABA_SECRET_KEY",
        "Alibaba Cloud AccessKey secret",
        "Alibaba Cloud Documentation, \"AccessKey pair\"",
        &[
            named("alibaba", "w{30}"),
            named("ALIBABA", "w{30}"),
            named("Alibaba", "w{30}"),
            named("aliyun", "w{30}"),
            named("ALIYUN", "w{30}"),
            named("Aliyun", "w{30}"),
            named("ALICLOUD", "w{30}"),
            named("alicloud", "w{30}"),
        ],
    )
    .columns(&["alibaba access key secret", "aliyun access key secret"]),
    row(
        "TENCENT_SECRET_ID",
        "Tencent Cloud SecretId",
        "Tencent Cloud Documentation, \"Access key\"",
        &[led("AKID", "w{32}")],
    ),
    row(
        "TENCENT_SECRET_KEY",
        "Tencent Cloud SecretKey",
        "Tencent Cloud Documentation, \"Access key\"",
        &[named("tencent", "w{32}"), named("TENCENT", "w{32}"), named("Tencent", "w{32}")],
    )
    .columns(&["tencent secret key"]),
    row(
        "HUAWEI_CLOUD_SECRET_KEY",
        "Huawei Cloud secret access key",
        "Huawei Cloud Documentation, \"Access keys\"",
        &[named("huawei", "w{40}"), named("HUAWEI", "w{40}"), named("Huawei", "w{40}")],
    )
    .columns(&["huawei secret key", "huaweicloud secret key"]),
    row(
        "YANDEX_API_KEY",
        "Yandex Cloud API key",
        "Yandex Cloud Documentation, \"API key\"",
        &[led("AQVN", "t{35,38}")],
    ),
    row(
        "YANDEX_IAM_TOKEN",
        "Yandex Cloud IAM token",
        "Yandex Cloud Documentation, \"IAM token\"",
        &[led("t1.9eu", "t{50,400}.t{86}")],
    ),
    row(
        "YANDEX_STATIC_KEY",
        "Yandex Cloud static access key",
        "Yandex Cloud Documentation, \"Static access keys\"",
        &[led("YCAJ", "t{21}"), led("YCN", "t{37}"), led("YCO", "t{37}"), led("YCP", "t{37}"), led("YCM", "t{37}")],
    ),
    row("EXOSCALE_KEY", "Exoscale API key", "Exoscale Documentation, \"IAM\"", &[led("EXO", "h{24}")]),
    row("UPCLOUD_TOKEN", "UpCloud API token", "UpCloud Docs, \"API tokens\"", &[led("ucat_", "U{26}")]),
    row(
        "BACKBLAZE_KEY",
        "Backblaze B2 application key",
        "Backblaze Docs, \"Application keys\"",
        &[
            named("b2_", "<K00>9s{27}"),
            named("B2_", "<K00>9s{27}"),
            named("backblaze", "<K00>9s{27}"),
            named("BACKBLAZE", "<K00>9s{27}"),
            named("Backblaze", "<K00>9s{27}"),
        ],
    )
    .columns(&["b2 application key", "backblaze key"]),
    row("PULUMI_TOKEN", "Pulumi access token", "Pulumi Docs, \"Access tokens\"", &[led("pul-", "h{40}")]),
    row(
        "TERRAFORM_TOKEN",
        "HCP Terraform API token",
        "HashiCorp Developer, \"API tokens\"",
        &[holding("w{14}", ".atlasv1.", "t{60,70}")],
    ),
    row(
        "VAULT_SERVICE_TOKEN",
        "HashiCorp Vault service token",
        "HashiCorp Developer, \"Vault tokens\"",
        &[
            led("hvs.", "t{24,140}"),
            named("VAULT_TOKEN", "<s.>w{24}"),
            named("X-Vault-Token", "<s.>w{24}"),
            named("vault_token", "<s.>w{24}"),
        ],
    )
    .columns(&["vault token"]),
    row(
        "VAULT_BATCH_TOKEN",
        "HashiCorp Vault batch token",
        "HashiCorp Developer, \"Vault tokens\"",
        &[led("hvb.", "t{138,300}")],
    ),
    row(
        "VAULT_RECOVERY_TOKEN",
        "HashiCorp Vault recovery token",
        "HashiCorp Developer, \"Vault tokens\"",
        &[led("hvr.", "t{24,140}")],
    ),
    row(
        "VAULT_UNSEAL_KEY",
        "HashiCorp Vault unseal key",
        "HashiCorp Developer, \"Seal/unseal\"",
        &[named("Unseal Key", "s{43,44}="), named("VAULT_UNSEAL", "s{43,44}="), named("unseal_key", "s{43,44}=")],
    )
    .columns(&["vault unseal key", "unseal key"]),
    row(
        "DOPPLER_PERSONAL_TOKEN",
        "Doppler personal token",
        "Doppler Docs, \"Token formats\"",
        &[led("dp.pt.", "w{40,44}")],
    ),
    row(
        "DOPPLER_SERVICE_TOKEN",
        "Doppler service token",
        "Doppler Docs, \"Token formats\"",
        &[led("dp.st.", "w{40,44}"), led("dp.st.", "l{2,35}.w{40,44}")],
    ),
    row("DOPPLER_CLI_TOKEN", "Doppler CLI token", "Doppler Docs, \"Token formats\"", &[led("dp.ct.", "w{40,44}")]),
    row(
        "DOPPLER_SERVICE_ACCOUNT_TOKEN",
        "Doppler service account token",
        "Doppler Docs, \"Token formats\"",
        &[led("dp.sa.", "w{40,44}")],
    ),
    row("DOPPLER_SCIM_TOKEN", "Doppler SCIM token", "Doppler Docs, \"Token formats\"", &[led("dp.scim.", "w{40,44}")]),
    row(
        "DOPPLER_AUDIT_TOKEN",
        "Doppler audit token",
        "Doppler Docs, \"Token formats\"",
        &[led("dp.audit.", "w{40,44}")],
    ),
    row(
        "INFISICAL_TOKEN",
        "Infisical service token",
        "Infisical Docs, \"Service tokens\"",
        &[
            named("infisical", "<st.>h{24}.h{32}.h{32}"),
            named("INFISICAL", "<st.>h{24}.h{32}.h{32}"),
            named("Infisical", "<st.>h{24}.h{32}.h{32}"),
        ],
    )
    .columns(&["infisical token"]),
    row(
        "ONEPASSWORD_SECRET_KEY",
        "1Password Secret Key",
        "1Password Support, \"About your Secret Key\"",
        &[led("A3-", "U{6}-U{6}-U{5}-U{5}-U{5}-U{5}"), led("A3-", "U{6}-U{11}-U{5}-U{5}-U{5}")],
    ),
    row(
        "ONEPASSWORD_SERVICE_TOKEN",
        "1Password service account token",
        "1Password Developer, \"Service accounts\"",
        &[led("ops_eyJ", "t{250,1200}={0,2}")],
    ),
    row(
        "BITWARDEN_SECRET",
        "Bitwarden machine account token",
        "Bitwarden Help, \"Access tokens\"",
        &[
            named("BWS_ACCESS", "<0.>u.w{30}:s{22}=="),
            named("bws_access", "<0.>u.w{30}:s{22}=="),
            named("bitwarden", "<0.>u.w{30}:s{22}=="),
            named("BITWARDEN", "<0.>u.w{30}:s{22}=="),
        ],
    )
    .columns(&["bws access token"]),
    row(
        "TAILSCALE_KEY",
        "Tailscale auth, API or OAuth key",
        "Tailscale Docs, \"Key prefixes\"",
        &[
            led("tskey-auth-", "w{11,24}-w{20,48}"),
            led("tskey-api-", "w{11,24}-w{20,48}"),
            led("tskey-client-", "w{11,24}-w{20,48}"),
            led("tskey-scim-", "w{11,24}-w{20,48}"),
            led("tskey-webhook-", "w{11,24}-w{20,48}"),
        ],
    ),
    row(
        "NGROK_TOKEN",
        "ngrok authtoken or API key",
        "ngrok Docs, \"Authtokens\"",
        &[
            named("ngrok", "w{26,28}_w{20,22}"),
            named("NGROK", "w{26,28}_w{20,22}"),
            named("Ngrok", "w{26,28}_w{20,22}"),
        ],
    )
    .columns(&["ngrok authtoken", "ngrok token"]),
    row(
        "ZEROTIER_TOKEN",
        "ZeroTier API token",
        "ZeroTier Docs, \"Central API\"",
        &[named("zerotier", "w{32}"), named("ZEROTIER", "w{32}"), named("Zerotier", "w{32}")],
    )
    .columns(&["zerotier token"]),
    row(
        "DEFINED_NETWORKING_KEY",
        "Defined Networking API key",
        "Defined Networking Docs, \"API\"",
        &[led("dnkey-", "t{26}-t{52}")],
    ),
    row(
        "OPENSHIFT_TOKEN",
        "OpenShift user token",
        "OpenShift Documentation, \"User and group tokens\"",
        &[led("sha256~", "t{43}")],
    ),
    row(
        "RANCHER_TOKEN",
        "Rancher API token",
        "Rancher Docs, \"API keys\"",
        &[
            named("rancher", "<token->l{5}:l{54}"),
            named("RANCHER", "<token->l{5}:l{54}"),
            named("Rancher", "<token->l{5}:l{54}"),
            named("CATTLE_", "<token->l{5}:l{54}"),
            named("cattle_", "<token->l{5}:l{54}"),
        ],
    )
    .columns(&["rancher token"]),
    row(
        "PORTAINER_TOKEN",
        "Portainer access token",
        "Portainer Documentation, \"API access tokens\"",
        &[led("ptr_", "s{43}=")],
    ),
    row(
        "AIVEN_TOKEN",
        "Aiven token",
        "Aiven Docs, \"Create an authentication token\"",
        &[named("aiven", "s{300,420}={0,2}"), named("AIVEN", "s{300,420}={0,2}"), named("Aiven", "s{300,420}={0,2}")],
    )
    .columns(&["aiven token"]),
    row(
        "CONSUL_TOKEN",
        "HashiCorp Consul ACL token",
        "HashiCorp Developer, \"Consul ACL tokens\"",
        &[
            named("CONSUL_HTTP", "u"),
            named("consul_http", "u"),
            named("X-Consul-Token", "u"),
            named("consul_token", "u"),
            named("consul-token", "u"),
        ],
    )
    .columns(&["consul token"]),
    row(
        "NOMAD_TOKEN",
        "HashiCorp Nomad ACL token",
        "HashiCorp Developer, \"Nomad ACL tokens\"",
        &[named("NOMAD_TOKEN", "u"), named("nomad_token", "u"), named("X-Nomad-Token", "u")],
    )
    .columns(&["nomad token"]),
    row(
        "MERAKI_KEY",
        "Cisco Meraki API key",
        "Cisco Meraki Documentation, \"Dashboard API\"",
        &[named("meraki", "h{40}"), named("MERAKI", "h{40}"), named("Meraki", "h{40}")],
    )
    .columns(&["meraki api key"]),
    row(
        "OKTA_TOKEN",
        "Okta API token",
        "Okta Developer, \"Create an API token\"",
        &[named("okta", "<00>t{40}"), named("OKTA", "<00>t{40}"), named("Okta", "<00>t{40}")],
    )
    .columns(&["okta api token", "okta token"]),
    row(
        "AUTH0_SECRET",
        "Auth0 client secret",
        "Auth0 Docs, \"Application settings\"",
        &[named("auth0", "t{64}"), named("AUTH0", "t{64}"), named("Auth0", "t{64}")],
    )
    .columns(&["auth0 client secret"]),
    row(
        "AUTHRESS_KEY",
        "Authress service client access key",
        "Authress Docs, \"Service clients\"",
        &[
            led("authress_", "l{5,30}.w{4,6}.<acc>_w{10,32}.t{30,120}"),
            led("scauth_", "l{5,30}.w{4,6}.<acc>_w{10,32}.t{30,120}"),
        ],
    ),
];
