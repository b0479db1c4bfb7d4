package dev.berth.hub.signin.factor;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import dev.berth.hub.user.User;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A QR code for an authenticator app, as an SVG path: drawn in the page itself, so that the secret is not part of another request.
 *
 * @param path the dark modules, each a square of one unit
 * @param size units of one side
 * @param text the secret, for typing it if the code cannot be scanned
 */
record QrCode(String path, int size, String text) {

    /** The URI format of authenticator apps (Google's "Key Uri Format"). */
    static QrCode of(User user, String text) {
        String uri = "otpauth://totp/" + escaped("Berth:" + user.name().value()) + "?secret=" + text + "&issuer=Berth";
        try {
            BitMatrix dots =
                    new QRCodeWriter().encode(uri, BarcodeFormat.QR_CODE, 1, 1, Map.of(EncodeHintType.MARGIN, 4));
            StringBuilder path = new StringBuilder();
            for (int y = 0; y < dots.getHeight(); y++) {
                for (int x = 0; x < dots.getWidth(); x++) {
                    if (dots.get(x, y)) {
                        path.append('M').append(x).append(' ').append(y).append("h1v1h-1z");
                    }
                }
            }
            return new QrCode(path.toString(), dots.getWidth(), text.replaceAll("(.{4})(?!$)", "$1 "));
        } catch (WriterException tooLong) {
            throw new IllegalStateException("The QR code for " + user.name() + " cannot be created", tooLong);
        }
    }

    private static String escaped(String label) {
        return URLEncoder.encode(label, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
