#pragma once

#include <QByteArray>

namespace nie {

/// The PDF without the time of its creation, which QPdfWriter always writes, so that the same
/// figure is the same file. Blanks take its place: no offset moves.
QByteArray withoutTimes(QByteArray pdf);

}  // namespace nie
