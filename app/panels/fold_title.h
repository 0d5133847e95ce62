#pragma once

#include <QWidget>

class QToolButton;

namespace nie {

/// Title bar of a dock that can be folded to this one line.
class FoldTitle : public QWidget {
    Q_OBJECT
public:
    FoldTitle(const QString& title, const QString& buttonName, QWidget* parent = nullptr);

    bool isFolded() const;
    void setFolded(bool folded);

Q_SIGNALS:
    void foldedChanged(bool folded);

private:
    QToolButton* m_button;
};

}  // namespace nie
