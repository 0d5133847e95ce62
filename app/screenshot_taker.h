#pragma once

#include "app/studio_arguments.h"

#include <QObject>
#include <QWidget>

namespace nie {

class MainWindow;

/// Writes a picture of the window when the moment asked for has come, then ends the program: exit
/// code 0, or 1 when the file could not be written.
class ScreenshotTaker : public QObject {
    Q_OBJECT
public:
    ScreenshotTaker(MainWindow& window, const StudioArguments& arguments,
                    QObject* parent = nullptr);

private:
    void takeSoon();
    void take();
    /// The first visible tab, list entry or button of this text. Whether there is one.
    bool pick(const QString& text) const;
    QWidget* shownWindow() const;

    MainWindow& m_window;
    StudioArguments m_arguments;
    bool m_scheduled = false;
};

}  // namespace nie
