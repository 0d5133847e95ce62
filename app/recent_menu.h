#pragma once

#include "app/recent_list.h"

#include <QMenu>

namespace nie {

/// "Spirals", "Spirals (my.json)", "Spirals (run 2024-01-31-spirals)".
QString recentText(const RecentItem& item);

/// File > Open recent: filled whenever it opens; what is gone is greyed.
class RecentMenu : public QMenu {
    Q_OBJECT
public:
    explicit RecentMenu(const RecentList& list, QWidget* parent = nullptr);

Q_SIGNALS:
    void chosen(const nie::RecentItem& item);
    void cleared();

private:
    void fill();

    const RecentList& m_list;
};

}  // namespace nie
