#pragma once

#include <QObject>

namespace nie {

/// "What's this?" for everything that has a tool tip: who clicks on it in that mode reads the tip,
/// which says what is allowed and why something is greyed.
class TipsExplained : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    bool eventFilter(QObject* watched, QEvent* event) override;
};

}  // namespace nie
