#pragma once

#include <QFrame>
#include <QPointer>
#include <QString>

#include <functional>
#include <vector>

class QKeyEvent;
class QLineEdit;
class QTreeWidget;

namespace nie {

/// One thing that the palette offers.
struct PaletteEntry {
    QString title;  ///< "Start"
    QString where;  ///< where else it is found: "Session", "View > Appearance", "Recent"
    QString keys;   ///< its shortcut, as people write it; may be empty
    QString tip;    ///< one sentence
    bool enabled = true;
    std::function<void()> trigger;
};

/// Everything the window can do, found by a few typed letters. Lies over the window; the arrow keys
/// choose, Enter does, Escape or a click elsewhere closes. What is not possible now is shown grey
/// and does nothing.
class CommandPalette : public QFrame {
    Q_OBJECT
public:
    explicit CommandPalette(QWidget* window);

    void open(std::vector<PaletteEntry> entries);
    /// Closes it and gives the focus back to whom it was taken from.
    void dismiss();

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void showMatches(const QString& typed);
    void addRow(std::size_t index);
    bool takesKey(QKeyEvent& event);
    bool moveBy(int key);
    void triggerCurrent();
    void place();
    void onFocusChanged(QWidget* old, QWidget* now);

    std::vector<PaletteEntry> m_entries;
    QPointer<QWidget> m_focusBefore;
    QLineEdit* m_search;
    QTreeWidget* m_list;
};

}  // namespace nie
