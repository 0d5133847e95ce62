#pragma once

#include <QByteArray>
#include <QSizeF>

namespace nie {

/// Sets the page size of a one-page PDF, in points, with its fraction: QPdfWriter rounds it to
/// whole points, which makes an 89 mm figure 0.1 mm too small. Keeps the cross-reference table
/// right. Returns the file unchanged when it has no plain MediaBox and table.
QByteArray withExactPageSize(const QByteArray& pdf, QSizeF points);

}  // namespace nie
