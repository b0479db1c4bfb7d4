package dev.berth.proxy.http;

/** Why a request gets no further, in words for whoever sent it. */
record Refusal(int status, String message) {

    static Refusal bad(String message) {
        return new Refusal(400, message);
    }
}
