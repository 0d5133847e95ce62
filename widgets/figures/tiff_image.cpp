#include "widgets/figures/tiff_image.h"

#include <QList>
#include <QtEndian>

#include <algorithm>
#include <array>
#include <vector>

namespace nie {

namespace {

constexpr int kClearCode = 256;
constexpr int kEndCode = 257;
constexpr int kFirstFreeCode = 258;
constexpr int kLastCode = 4094;  ///< 4095 is never given: readers widen one code early
constexpr qsizetype kStripBytes = 64 * 1024;

/// Codes of growing width, the highest bit first.
class CodeWriter {
public:
    void write(int code, int width)
    {
        m_bits = m_bits << width | static_cast<quint32>(code);
        m_count += width;
        while (m_count >= 8) {
            m_count -= 8;
            m_bytes.append(static_cast<char>(m_bits >> m_count & 0xFF));
        }
    }
    QByteArray finish()
    {
        if (m_count > 0)
            m_bytes.append(static_cast<char>(m_bits << (8 - m_count) & 0xFF));
        return m_bytes;
    }

private:
    QByteArray m_bytes;
    quint32 m_bits = 0;
    int m_count = 0;  ///< bits that are not yet bytes
};

/// The strings that were met: the code of a string and one more byte.
class CodeTable {
public:
    CodeTable() { clear(); }
    void clear()
    {
        m_next.assign(4096, {});
        m_size = kFirstFreeCode;
    }
    /// -1: not yet.
    int find(int prefix, uchar byte) const
    {
        const auto& children = m_next[static_cast<std::size_t>(prefix)];
        const auto found = std::find_if(children.begin(), children.end(),
                                        [byte](const Child& child) { return child.byte == byte; });
        return found == children.end() ? -1 : found->code;
    }
    void add(int prefix, uchar byte)
    {
        m_next[static_cast<std::size_t>(prefix)].push_back({byte, m_size++});
    }
    bool isFull() const { return m_size > kLastCode; }
    int width() const { return m_size < 512 ? 9 : m_size < 1024 ? 10 : m_size < 2048 ? 11 : 12; }

private:
    struct Child {
        uchar byte;
        int code;
    };
    std::vector<std::vector<Child>> m_next;
    int m_size = kFirstFreeCode;
};

/// Tags of one image file directory, in rising order, and the data that do not fit into an entry.
class TiffDirectory {
public:
    enum Type : quint16 { Ascii = 2, Short = 3, Long = 4, Rational = 5 };

    /// `start`: where the directory will stand; it must be even.
    TiffDirectory(int entries, quint32 start)
        : m_dataAt(start + 2 + 12 * static_cast<quint32>(entries) + 4)
    {
        append<quint16>(m_entries, static_cast<quint16>(entries));
    }
    void add(quint16 tag, quint32 value) { addEntry(tag, Long, 1, number(value)); }
    void add(quint16 tag, const QList<quint32>& values)
    {
        QByteArray bytes;
        for (const quint32 value : values)
            bytes += number(value);
        addEntry(tag, Long, static_cast<quint32>(values.size()), bytes);
    }
    void addShorts(quint16 tag, const QList<quint16>& values)
    {
        QByteArray bytes;
        for (const quint16 value : values)
            append<quint16>(bytes, value);
        addEntry(tag, Short, static_cast<quint32>(values.size()), bytes);
    }
    void addText(quint16 tag, const QByteArray& text)
    {
        const QByteArray bytes = text + '\0';
        addEntry(tag, Ascii, static_cast<quint32>(bytes.size()), bytes);
    }
    void addWhole(quint16 tag, quint32 value)
    {
        addEntry(tag, Rational, 1, number(value) + number(1));
    }
    QByteArray bytes() const { return m_entries + number(0) + m_data; }

    template <class Number>
    static void append(QByteArray& bytes, Number value)
    {
        const Number little = qToLittleEndian(value);
        bytes.append(reinterpret_cast<const char*>(&little), sizeof(little));
    }

private:
    static QByteArray number(quint32 value)
    {
        QByteArray bytes;
        append<quint32>(bytes, value);
        return bytes;
    }
    void addEntry(quint16 tag, Type type, quint32 count, const QByteArray& bytes)
    {
        append<quint16>(m_entries, tag);
        append<quint16>(m_entries, type);
        append<quint32>(m_entries, count);
        if (bytes.size() <= 4) {
            m_entries += bytes.leftJustified(4, '\0');
            return;
        }
        m_entries += number(m_dataAt + static_cast<quint32>(m_data.size()));
        m_data += bytes;
        if (m_data.size() % 2 != 0)
            m_data += '\0';
    }

    quint32 m_dataAt;
    QByteArray m_entries;
    QByteArray m_data;
};

}  // namespace

QByteArray tiffLzw(const uchar* bytes, qsizetype count)
{
    CodeWriter writer;
    CodeTable table;
    writer.write(kClearCode, table.width());
    int prefix = -1;
    for (qsizetype i = 0; i < count; ++i) {
        const uchar byte = bytes[i];
        const int longer = prefix < 0 ? byte : table.find(prefix, byte);
        if (longer >= 0) {
            prefix = longer;
            continue;
        }
        writer.write(prefix, table.width());
        table.add(prefix, byte);
        if (table.isFull()) {
            writer.write(kClearCode, table.width());
            table.clear();
        }
        prefix = byte;
    }
    if (prefix >= 0) {
        writer.write(prefix, table.width());
        table.add(prefix, 0);  // as a reader does, which widens its codes by it
    }
    writer.write(kEndCode, table.width());
    return writer.finish();
}

QByteArray tiffBytes(const QImage& image, int dpi, const QByteArray& description,
                     const QByteArray& software)
{
    const QImage rgb = image.convertToFormat(QImage::Format_RGB888);
    const qsizetype rowBytes = 3 * qsizetype(rgb.width());
    const auto stripRows = static_cast<int>(std::max<qsizetype>(1, kStripBytes / rowBytes));
    QByteArray file("II*\0\0\0\0\0", 8);
    QList<quint32> offsets, counts;
    for (int first = 0; first < rgb.height(); first += stripRows) {
        const int rows = std::min(stripRows, rgb.height() - first);
        QByteArray strip;
        for (int row = first; row < first + rows; ++row)
            strip.append(reinterpret_cast<const char*>(rgb.constScanLine(row)), rowBytes);
        const QByteArray packed =
            tiffLzw(reinterpret_cast<const uchar*>(strip.constData()), strip.size());
        offsets << static_cast<quint32>(file.size());
        counts << static_cast<quint32>(packed.size());
        file += packed;
        if (file.size() % 2 != 0)
            file += '\0';
    }
    const auto start = static_cast<quint32>(file.size());
    TiffDirectory directory(15, start);
    directory.add(256, static_cast<quint32>(rgb.width()));
    directory.add(257, static_cast<quint32>(rgb.height()));
    directory.addShorts(258, {8, 8, 8});  // bits per sample
    directory.addShorts(259, {5});        // LZW
    directory.addShorts(262, {2});        // RGB
    directory.addText(270, description);
    directory.add(273, offsets);
    directory.addShorts(277, {3});  // samples per pixel
    directory.add(278, static_cast<quint32>(stripRows));
    directory.add(279, counts);
    directory.addWhole(282, static_cast<quint32>(dpi));
    directory.addWhole(283, static_cast<quint32>(dpi));
    directory.addShorts(284, {1});  // channels side by side
    directory.addShorts(296, {2});  // of the resolution: inch
    directory.addText(305, software);
    file += directory.bytes();
    qToLittleEndian(start, file.data() + 4);
    return file;
}

}  // namespace nie
