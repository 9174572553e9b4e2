import streamlit as st

from fmnist_app.ui.shell.warm import get_ready_to_answer
from fmnist_app.ui.wardrobe.add import show_add
from fmnist_app.ui.wardrobe.collection import own_wardrobe, tell
from fmnist_app.ui.wardrobe.keep import show_keep
from fmnist_app.ui.wardrobe.pieces import show_pieces
from fmnist_app.ui.wardrobe.wear import show_outfits

st.title("Wardrobe")
wardrobe = own_wardrobe()
items = wardrobe.items() if wardrobe else []
tell()
if not items:
    st.write(
        "Photograph what you have. The network says what each piece is, you correct it, and then "
        "ask what goes with what."
    )
add, pieces, wear, keep = st.tabs(
    ["Add", f"Pieces ({len(items)})", "What to wear", "Keep"], key="wardrobe_tabs"
)
with add:
    show_add(items)
with pieces:
    if wardrobe and items:
        show_pieces(wardrobe, items)
    else:
        st.caption("Nothing is here yet.")
with wear:
    if wardrobe and items:
        show_outfits(wardrobe, items)
    else:
        st.caption("Add some pieces first: a top, trousers and shoes make an outfit.")
with keep:
    show_keep(wardrobe)

get_ready_to_answer()
