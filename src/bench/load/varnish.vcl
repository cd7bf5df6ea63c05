# A cache of Debian's Varnish. @name@ is filled in by compare.sh.
vcl 4.1;

backend origin {
    .host = "127.0.0.1";
    .port = "@origin-port@";
}

sub vcl_backend_response {
    # A short time to live, for what becomes of it when the upstream is down.
    if (bereq.url ~ "^/outage/") {
        if (beresp.status >= 500 && bereq.is_bgfetch) {
            return (abandon);
        }
        set beresp.ttl = 2s;
        set beresp.grace = 1d;
    }
}
