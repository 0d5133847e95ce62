#pragma once

#include <QByteArray>
#include <QString>

namespace nie {

/// Why no EPS can be written here; empty: it can. Qt writes no PostScript; pdftops of poppler-utils
/// makes it of the PDF, with text as text and the fonts embedded.
QString epsProblem();

/// A PDF of one page as Encapsulated PostScript, level 3; `comments` are written as comment lines
/// after the header. Throws RunError with the reason when it cannot be made.
QByteArray epsFromPdf(const QByteArray& pdf, const QByteArray& comments);

}  // namespace nie
