//! Payment, commerce and exchanges.

use super::{Row, led, named, row};

pub(super) const ROWS: &[Row] = &[
    row(
        "PAYSTACK_SECRET_KEY",
        "Paystack secret key",
        "Paystack Documentation, \"API keys\"",
        &[led("sk_live_", "h{40}").test("sk_test_"), led("sk_test_", "h{40}")],
    ),
    row(
        "STRIPE_SECRET_KEY",
        "Stripe secret key",
        "Stripe Docs, \"API keys\"",
        &[
            led("sk_live_", "w{24,247}").test("sk_test_"),
            led("sk_test_", "w{24,247}"),
            led("sk_org_live_", "w{24,247}").test("sk_org_test_"),
            led("sk_org_test_", "w{24,247}"),
        ],
    ),
    row(
        "STRIPE_RESTRICTED_KEY",
        "Stripe restricted key",
        "Stripe Docs, \"API keys\"",
        &[led("rk_live_", "w{24,247}").test("rk_test_"), led("rk_test_", "w{24,247}")],
    ),
    row(
        "STRIPE_WEBHOOK_SECRET",
        "Stripe or Svix webhook signing secret",
        "Stripe Docs, \"Verify webhook signatures\"; Standard Webhooks, \"Secrets\"",
        &[led("whsec_", "s{32,64}={0,2}")],
    ),
    row(
        "SQUARE_OAUTH_SECRET",
        "Square OAuth secret",
        "Square Developer, \"Access tokens\"",
        &[led("sq0csp-", "t{43}")],
    ),
    row(
        "SQUARE_ACCESS_TOKEN",
        "Square access token",
        "Square Developer, \"Access tokens\"",
        &[led("EAAA", "t{60}"), led("sq0atp-", "t{22}")],
    ),
    row(
        "BRAINTREE_TOKEN",
        "PayPal Braintree access token",
        "Braintree Developer Documentation, \"Gateway credentials\"",
        &[
            led("access_token$production$", "l{16}$h{32}").test("access_token$sandbox$"),
            led("access_token$sandbox$", "l{16}$h{32}"),
        ],
    ),
    row(
        "PAYPAL_SECRET",
        "PayPal client secret",
        "PayPal Developer, \"Get started with PayPal REST APIs\"",
        &[named("paypal", "<E>t{79}"), named("PAYPAL", "<E>t{79}"), named("Paypal", "<E>t{79}")],
    )
    .columns(&["paypal client secret", "paypal secret"]),
    row(
        "ADYEN_KEY",
        "Adyen API key",
        "Adyen Docs, \"API credentials\"",
        &[
            named("adyen", "<AQE>s{60,200}-s{40,60}={0,2}-w{16}"),
            named("ADYEN", "<AQE>s{60,200}-s{40,60}={0,2}-w{16}"),
            named("Adyen", "<AQE>s{60,200}-s{40,60}={0,2}-w{16}"),
            named("adyen", "<AQE>q{100,200}"),
            named("ADYEN", "<AQE>q{100,200}"),
            named("Adyen", "<AQE>q{100,200}"),
        ],
    )
    .columns(&["adyen api key"]),
    row(
        "RAZORPAY_KEY",
        "Razorpay key id",
        "Razorpay Docs, \"API keys\"",
        &[led("rzp_live_", "w{14}").test("rzp_test_"), led("rzp_test_", "w{14}")],
    ),
    row(
        "RAZORPAY_SECRET",
        "Razorpay key secret",
        "Razorpay Docs, \"API keys\"",
        &[named("razorpay", "w{24}"), named("RAZORPAY", "w{24}"), named("Razorpay", "w{24}")],
    )
    .columns(&["razorpay key secret", "razorpay secret"]),
    row(
        "PADDLE_KEY",
        "Paddle API key",
        "Paddle Developer, \"API keys\"",
        &[
            led("pdl_live_apikey_", "l{26}_w{22}_w{3}").test("pdl_sdbx_apikey_"),
            led("pdl_sdbx_apikey_", "l{26}_w{22}_w{3}"),
        ],
    ),
    row(
        "FLUTTERWAVE_KEY",
        "Flutterwave secret key",
        "Flutterwave Documentation, \"Authentication\"",
        &[led("FLWSECK_TEST-", "h{32}-X"), led("FLWSECK-", "h{32}-X"), led("FLWSECK-", "h{32}-l{13}-X")],
    ),
    row(
        "PLAID_ACCESS_TOKEN",
        "Plaid access token",
        "Plaid Docs, \"Tokens\"",
        &[
            led("access-production-", "u").test("access-sandbox-"),
            led("access-sandbox-", "u"),
            led("access-development-", "u").test("access-sandbox-"),
        ],
    ),
    row(
        "PLAID_SECRET",
        "Plaid secret",
        "Plaid Docs, \"API keys\"",
        &[named("plaid", "h{30}"), named("PLAID", "h{30}"), named("Plaid", "h{30}")],
    )
    .columns(&["plaid secret"]),
    row(
        "GOCARDLESS_TOKEN",
        "GoCardless access token",
        "GoCardless Developers, \"Making requests\"",
        &[
            named("gocardless", "<live_>t{40}"),
            named("GOCARDLESS", "<live_>t{40}"),
            named("Gocardless", "<live_>t{40}"),
            named("gocardless", "<sandbox_>t{40}"),
            named("GOCARDLESS", "<sandbox_>t{40}"),
            named("Gocardless", "<sandbox_>t{40}"),
        ],
    )
    .columns(&["gocardless token", "gocardless access token"]),
    row(
        "MOLLIE_KEY",
        "Mollie API key",
        "Mollie Docs, \"Authentication\"",
        &[
            named("mollie", "<live_>w{30}"),
            named("MOLLIE", "<live_>w{30}"),
            named("Mollie", "<live_>w{30}"),
            named("mollie", "<test_>w{30}"),
            named("MOLLIE", "<test_>w{30}"),
            named("Mollie", "<test_>w{30}"),
        ],
    )
    .columns(&["mollie api key"]),
    row(
        "SHOPIFY_ACCESS_TOKEN",
        "Shopify app access token",
        "Shopify Developers, \"Access tokens\"",
        &[led("shpat_", "x{32}")],
    ),
    row(
        "SHOPIFY_CUSTOM_TOKEN",
        "Shopify custom app access token",
        "Shopify Developers, \"Access tokens\"",
        &[led("shpca_", "x{32}")],
    ),
    row(
        "SHOPIFY_PRIVATE_TOKEN",
        "Shopify private app password",
        "Shopify Developers, \"Access tokens\"",
        &[led("shppa_", "x{32}")],
    ),
    row(
        "SHOPIFY_SHARED_SECRET",
        "Shopify shared secret",
        "Shopify Developers, \"Access tokens\"",
        &[led("shpss_", "x{32}")],
    ),
    row(
        "SHOPIFY_USER_TOKEN",
        "Shopify online access or partner token",
        "Shopify Developers, \"Access tokens\"",
        &[led("shpua_", "x{32}"), led("prtapi_", "x{32}")],
    ),
    row(
        "DUFFEL_TOKEN",
        "Duffel access token",
        "Duffel Docs, \"Making requests\"",
        &[led("duffel_live_", "t{43}").test("duffel_test_"), led("duffel_test_", "t{43}")],
    ),
    row(
        "LOB_KEY",
        "Lob API key",
        "Lob Docs, \"Authentication\"",
        &[
            named("LOB_", "<live_>h{35}"),
            named("lob_", "<live_>h{35}"),
            named("lobApi", "<live_>h{35}"),
            named("LOB_", "<test_>h{35}"),
            named("lob_", "<test_>h{35}"),
            named("lobApi", "<test_>h{35}"),
        ],
    )
    .columns(&["lob api key"]),
    row(
        "EASYPOST_KEY",
        "EasyPost API key",
        "EasyPost Docs, \"Authentication\"",
        &[led("EZAK", "w{54}").test("EZTK"), led("EZTK", "w{54}")],
    ),
    row(
        "SHIPPO_TOKEN",
        "Shippo API token",
        "Shippo Docs, \"Authentication\"",
        &[led("shippo_live_", "h{40}").test("shippo_test_"), led("shippo_test_", "h{40}")],
    ),
    row(
        "CHECKOUT_COM_KEY",
        "Checkout.com secret key",
        "Checkout.com Docs, \"API keys\"",
        &[
            led("sk_sbox_", "l{27}"),
            named("CHECKOUT_", "<sk_>l{27}"),
            named("checkout_", "<sk_>l{27}"),
            named("CKO_", "<sk_>l{27}"),
        ],
    )
    .columns(&["checkout secret key"]),
    row(
        "XENDIT_KEY",
        "Xendit secret key",
        "Xendit Docs, \"API keys\"",
        &[led("xnd_production_", "w{60,64}").test("xnd_development_"), led("xnd_development_", "w{60,64}")],
    ),
    row(
        "MERCADO_PAGO_TOKEN",
        "Mercado Pago access token",
        "Mercado Pago Developers, \"Credentials\"",
        &[led("APP_USR-", "9{13,16}-9{6}-h{32}-9{6,10}").test("TEST-"), led("TEST-", "9{13,16}-9{6}-h{32}-9{6,10}")],
    ),
    row(
        "MIDTRANS_KEY",
        "Midtrans server key",
        "Midtrans Docs, \"Access keys\"",
        &[led("SB-Mid-server-", "t{24}"), led("Mid-server-", "t{24}").test("SB-Mid-server-")],
    ),
    row(
        "FINICITY_KEY",
        "Finicity partner secret or app key",
        "Mastercard Open Finance Docs, \"Authentication\"",
        &[
            named("finicity", "w{20}"),
            named("FINICITY", "w{20}"),
            named("Finicity", "w{20}"),
            named("finicity", "h{32}"),
            named("FINICITY", "h{32}"),
            named("Finicity", "h{32}"),
        ],
    )
    .columns(&["finicity secret", "finicity app key"]),
    row(
        "OMISE_KEY",
        "Omise secret key",
        "Omise Docs, \"Authentication\"",
        &[led("skey_test_", "l{19}"), led("skey_", "l{19}").test("skey_test_")],
    ),
    row(
        "IYZICO_KEY",
        "iyzico API key",
        "iyzico Docs, \"API keys\"",
        &[
            named("iyzico", "<sandbox->w{32}"),
            named("IYZICO", "<sandbox->w{32}"),
            named("Iyzico", "<sandbox->w{32}"),
            named("iyzico", "w{32}"),
            named("IYZICO", "w{32}"),
            named("Iyzico", "w{32}"),
        ],
    )
    .columns(&["iyzico api key", "iyzico secret key"]),
    row(
        "CHARGEBEE_KEY",
        "Chargebee API key",
        "Chargebee API Docs, \"Authentication\"",
        &[
            named("chargebee", "<live_>w{32,42}"),
            named("CHARGEBEE", "<live_>w{32,42}"),
            named("Chargebee", "<live_>w{32,42}"),
            named("chargebee", "<test_>w{32,42}"),
            named("CHARGEBEE", "<test_>w{32,42}"),
            named("Chargebee", "<test_>w{32,42}"),
        ],
    )
    .columns(&["chargebee api key"]),
    row(
        "BINANCE_SECRET",
        "Binance API or secret key",
        "Binance Open Platform, \"API key types\"",
        &[named("binance", "w{64}"), named("BINANCE", "w{64}"), named("Binance", "w{64}")],
    )
    .columns(&["binance api key", "binance secret", "binance secret key"]),
    row(
        "COINBASE_SECRET",
        "Coinbase API secret",
        "Coinbase Developer Documentation, \"API keys\"",
        &[named("coinbase", "w{64}"), named("COINBASE", "w{64}"), named("Coinbase", "w{64}")],
    )
    .columns(&["coinbase api key", "coinbase secret", "coinbase secret key"]),
    row(
        "KRAKEN_SECRET",
        "Kraken API key or private key",
        "Kraken Support, \"How to create an API key\"",
        &[named("kraken", "s{54,88}={0,2}"), named("KRAKEN", "s{54,88}={0,2}"), named("Kraken", "s{54,88}={0,2}")],
    )
    .columns(&["kraken api key", "kraken secret", "kraken secret key"]),
    row(
        "BITFINEX_SECRET",
        "Bitfinex API key or secret",
        "Bitfinex Docs, \"API keys\"",
        &[named("bitfinex", "w{43}"), named("BITFINEX", "w{43}"), named("Bitfinex", "w{43}")],
    )
    .columns(&["bitfinex api key", "bitfinex secret", "bitfinex secret key"]),
    row(
        "BITTREX_SECRET",
        "Bittrex API key or secret",
        "Bittrex API documentation, \"Authentication\"",
        &[named("bittrex", "h{32}"), named("BITTREX", "h{32}"), named("Bittrex", "h{32}")],
    )
    .columns(&["bittrex api key", "bittrex secret", "bittrex secret key"]),
    row(
        "KUCOIN_SECRET",
        "KuCoin API key or secret",
        "KuCoin Docs, \"API keys\"",
        &[
            named("kucoin", "u"),
            named("KUCOIN", "u"),
            named("Kucoin", "u"),
            named("kucoin", "h{24}"),
            named("KUCOIN", "h{24}"),
            named("Kucoin", "h{24}"),
        ],
    )
    .columns(&["kucoin secret", "kucoin api key"]),
];
