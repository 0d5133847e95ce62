#pragma once

#include "app/recent_list.h"

#include <QMenu>

namespace nie {

/// "Spirals", "Spirals (my.json)", "Spirals (run 2024-01-31-spirals)".
QString recentText(const RecentItem& item);

/// File > Open recent: filled whenever it opens; what is gone is greyed. Below it, what is kept on
/// top.
class RecentMenu : public QMenu {
    Q_OBJECT
public:
    explicit RecentMenu(const RecentList& list, QWidget* parent = nullptr);

Q_SIGNALS:
    void chosen(const nie::RecentItem& item);
    void pinned(const nie::RecentItem& item, bool isPinned);
    void cleared();

private:
    void fill();
    void fillPins();

    const RecentList& m_list;
    QMenu* m_pins;
};

}  // namespace nie
