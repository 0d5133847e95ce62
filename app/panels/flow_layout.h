#pragma once

#include <QLayout>

#include <vector>

namespace nie {

/// Items side by side at their preferred size, in as many rows as the width asks for.
class FlowLayout : public QLayout {
public:
    FlowLayout(QWidget* parent, int spacing);
    ~FlowLayout() override;

    void addItem(QLayoutItem* item) override;
    int count() const override;
    QLayoutItem* itemAt(int index) const override;
    QLayoutItem* takeAt(int index) override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QSize minimumSize() const override;
    void setGeometry(const QRect& rectangle) override;

private:
    int arrange(const QRect& rectangle, bool apply) const;

    std::vector<QLayoutItem*> m_items;
};

}  // namespace nie
