package dev.neurac.data;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileSystemException;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Opens files that may be gzipped. */
final class PackedFile {

  private static final int BUFFER = 1 << 16;

  private PackedFile() {}

  /**
   * Returns the bytes, unpacked if they are gzipped; their errors go to {@link #error}.
   *
   * @param file closed with the bytes, or when this fails
   */
  static InputStream open(InputStream file) throws IOException {
    InputStream bytes = new BufferedInputStream(file, BUFFER);
    try {
      return isGzip(bytes) ? new GZIPInputStream(bytes, BUFFER) : bytes;
    } catch (IOException e) {
      bytes.close();
      throw e;
    }
  }

  /** The name says nothing: browsers and mail programs unpack files, or not, and keep the name. */
  private static boolean isGzip(InputStream bytes) throws IOException {
    bytes.mark(2);
    boolean gzip = bytes.read() == 0x1f && bytes.read() == 0x8b;
    bytes.reset();
    return gzip;
  }

  /** Says in which file an error happened, where its own message does not. */
  static IOException error(String file, IOException e) {
    if (e instanceof CharacterCodingException) {
      return new IOException(file + ": this is not UTF-8 text; save the file as UTF-8", e);
    }
    if (e instanceof ZipException || e instanceof EOFException) {
      return new IOException(
          file
              + ": the gzip data is damaged or cut short ("
              + e.getMessage()
              + "); copy or download the file again",
          e);
    }
    if (e instanceof FileSystemException) {
      return e;
    }
    return new IOException(file + ": " + e.getMessage(), e);
  }
}
