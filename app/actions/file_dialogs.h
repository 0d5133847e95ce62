#pragma once

#include <QString>

namespace nie {

class WindowPort;

/// Asks which file to open; empty when nothing was chosen. Begins in the folder in which the last
/// dialog of the program ended, and remembers the one in which this one does.
QString askForFile(WindowPort& window, const QString& title, const QString& filter);

/// Asks which folder to open; the same otherwise.
QString askForFolder(WindowPort& window, const QString& title);

/// Asks where to write a file, `name` at first; empty when nothing was chosen.
QString askForNewFile(WindowPort& window, const QString& title, const QString& name,
                      const QString& filter);

}  // namespace nie
