package dev.neurac.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;

/** Opens text, plain or gzipped. */
final class TextFile {

  private static final int BUFFER = 1 << 16;
  private static final int BYTE_ORDER_MARK = 0xFEFF;

  private TextFile() {}

  /**
   * Returns the text behind a byte order mark, if there is one; its errors go to {@link
   * PackedFile#error}.
   *
   * @param file closed with the text, or when this fails
   */
  static Reader open(InputStream file, Charset charset) throws IOException {
    InputStream bytes = PackedFile.open(file);
    try {
      // A new decoder reports malformed bytes, where a charset would quietly replace them.
      Reader text = new BufferedReader(new InputStreamReader(bytes, charset.newDecoder()), BUFFER);
      text.mark(1);
      if (text.read() != BYTE_ORDER_MARK) {
        text.reset();
      }
      return text;
    } catch (IOException e) {
      bytes.close();
      throw e;
    }
  }
}
