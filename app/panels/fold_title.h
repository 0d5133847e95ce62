#pragma once

#include <QWidget>

class QToolButton;

namespace nie {

/// Title bar of a dock that can be folded to this one line.
class FoldTitle : public QWidget {
    Q_OBJECT
public:
    FoldTitle(const QString& title, const QString& buttonName, QWidget* parent = nullptr);

    /// Something at the right end of the bar, hidden while folded.
    void addTool(QWidget* tool);
    bool isFolded() const { return m_folded; }
    void setFolded(bool folded);

Q_SIGNALS:
    void foldedChanged(bool folded);

private:
    QToolButton* m_button;
    QWidget* m_tool = nullptr;
    bool m_folded = false;
};

}  // namespace nie
