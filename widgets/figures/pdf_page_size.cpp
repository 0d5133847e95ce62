#include "widgets/figures/pdf_page_size.h"

#include <QRegularExpression>

namespace nie {

namespace {

/// Adds `shift` to every ten-digit offset of the table beyond `position`.
void moveOffsets(QByteArray& pdf, qsizetype table, qsizetype position, qsizetype shift)
{
    // Entries are exactly twenty bytes, "0000000015 00000 n \n", after "xref\n0 12\n".
    qsizetype entry = pdf.indexOf('\n', pdf.indexOf('\n', table) + 1) + 1;
    for (; entry + 20 <= pdf.size() && (pdf[entry + 17] == 'n' || pdf[entry + 17] == 'f');
         entry += 20) {
        const qsizetype offset = pdf.mid(entry, 10).toLongLong();
        if (pdf[entry + 17] == 'n' && offset > position)
            pdf.replace(entry, 10, QByteArray::number(offset + shift).rightJustified(10, '0'));
    }
}

}  // namespace

QByteArray withExactPageSize(const QByteArray& pdf, QSizeF points)
{
    const qsizetype begin = pdf.indexOf("/MediaBox [");
    const qsizetype end = pdf.indexOf(']', begin);
    const qsizetype start = pdf.lastIndexOf("startxref");
    if (begin < 0 || end < 0 || start < 0)
        return pdf;
    const qsizetype table = pdf.mid(start + 9, 24).trimmed().split('\n').front().toLongLong();
    if (table <= end || pdf.mid(table, 4) != "xref")
        return pdf;
    const QByteArray box = "/MediaBox [0 0 " + QByteArray::number(points.width(), 'f', 4) + ' ' +
                           QByteArray::number(points.height(), 'f', 4) + ']';
    const qsizetype shift = box.size() - (end + 1 - begin);
    QByteArray exact = pdf;
    exact.replace(start, pdf.size() - start,
                  "startxref\n" + QByteArray::number(table + shift) + "\n%%EOF\n");
    moveOffsets(exact, table, begin, shift);
    exact.replace(begin, end + 1 - begin, box);
    return exact;
}

}  // namespace nie
